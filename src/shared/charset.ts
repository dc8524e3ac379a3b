import { z } from 'zod';
import { t } from './catalogue/index.ts';

/** The character sets that a message can go out in, by their MIME names (IANA) in lower case, in the order of the list. */
export const charsets = [
  'utf-8',
  'us-ascii',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-5',
  'iso-8859-7',
  'iso-8859-9',
  'iso-8859-15',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'koi8-r',
  'koi8-u',
  'iso-2022-jp',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'gb18030',
  'big5',
] as const;

export type Charset = (typeof charsets)[number];

/** Takes the name of a character set exactly as it stands in `charsets`. */
export const charsetSchema = z.enum(charsets, { error: () => t('settings.charset.invalid') });

/** Gives the name that a person reads, such as “Cyrillic (KOI8-R)”. */
export function charsetLabel(charset: Charset): string {
  return t(`charset.${charset}`);
}
