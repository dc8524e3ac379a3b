import type { Charset } from '../../src/shared/charset.ts';

/** For each character set a text that it is used for, and a character that it can't hold. */
export const scripts = {
  'utf-8': { text: 'Grüße, Привет, Γειά, 你好, こんにちは, שלום, 🦊 é ẹ́', beyond: undefined },
  'us-ascii': { text: 'Plain words, nothing else: a @ b', beyond: 'é' },
  'iso-8859-1': { text: 'Größe, façade, señor, ½ £ ¥', beyond: '€' },
  'iso-8859-2': { text: 'Zażółć gęślą jaźń, příliš žluťoučký kůň', beyond: 'ñ' },
  'iso-8859-5': { text: 'Съешь же ещё этих булок, № 5', beyond: 'ґ' },
  'iso-8859-7': { text: 'Ξεσκεπάζω την ψυχοφθόρα βδελυγμία', beyond: 'я' },
  'iso-8859-9': { text: 'Pijamalı hasta yağız şoföre çabucak güvendi', beyond: '€' },
  'iso-8859-15': { text: 'Voix ambiguë, cœur, Šaty, 5 €', beyond: '½' },
  'windows-1250': { text: 'Pchnąć w tę łódź „jeża” – 5 €', beyond: 'ñ' },
  'windows-1251': { text: 'Широкая электрификация — «южных» губерний, ґ', beyond: 'é' },
  'windows-1252': { text: '“Zwölf Boxkämpfer” – 5 € … naïve', beyond: 'Ł' },
  'windows-1253': { text: 'Γαζέες και μυρτιές – 5 €, Άρης', beyond: 'я' },
  'windows-1254': { text: 'Öküz ajan hapse düştü – “yavrum” 5 €, ğ', beyond: 'ł' },
  'koi8-r': { text: 'В чащах юга жил бы цитрус? Ёлка', beyond: 'ї' },
  'koi8-u': { text: 'Жебракують філософи при ґанку церкви, їжак', beyond: 'ў' },
  'iso-2022-jp': { text: '日本語のテスト、漢字とかな（表示）です。ASCII too \\ ~', beyond: 'ｱ' },
  shift_jis: { text: '日本語表示ソ能、半角ｱｲｳ \\ ~', beyond: '①' },
  'euc-jp': { text: '日本語の件名、半角ｱｲｳ、丂', beyond: '～' },
  'euc-kr': { text: '다람쥐 헌 쳇바퀴에 타고파, 漢字', beyond: '똠' },
  gb18030: { text: '简体中文測試, ñ 🦊 𠮷 한', beyond: '\ue78d' },
  big5: { text: '繁體中文測試，許功蓋', beyond: '简' },
} as const satisfies Record<Charset, { readonly text: string; readonly beyond: string | undefined }>;
