import type { Sentence } from '../format.ts';

/** The character sets a message can go out in, as the settings list them. */
export const charsets = {
  'charset.utf-8': 'Unicode (UTF-8)',
  'charset.us-ascii': 'US-ASCII',
  'charset.iso-8859-1': 'Western European (ISO-8859-1)',
  'charset.iso-8859-2': 'Central European (ISO-8859-2)',
  'charset.iso-8859-5': 'Cyrillic (ISO-8859-5)',
  'charset.iso-8859-7': 'Greek (ISO-8859-7)',
  'charset.iso-8859-9': 'Turkish (ISO-8859-9)',
  'charset.iso-8859-15': 'Western European with euro sign (ISO-8859-15)',
  'charset.windows-1250': 'Central European (Windows-1250)',
  'charset.windows-1251': 'Cyrillic (Windows-1251)',
  'charset.windows-1252': 'Western European (Windows-1252)',
  'charset.windows-1253': 'Greek (Windows-1253)',
  'charset.windows-1254': 'Turkish (Windows-1254)',
  'charset.koi8-r': 'Cyrillic (KOI8-R)',
  'charset.koi8-u': 'Cyrillic, Ukrainian (KOI8-U)',
  'charset.iso-2022-jp': 'Japanese (ISO-2022-JP)',
  'charset.shift_jis': 'Japanese (Shift_JIS)',
  'charset.euc-jp': 'Japanese (EUC-JP)',
  'charset.euc-kr': 'Korean (EUC-KR)',
  'charset.gb18030': 'Chinese, simplified (GB18030)',
  'charset.big5': 'Chinese, traditional (Big5)',
} as const satisfies Record<string, Sentence>;
