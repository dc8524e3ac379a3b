import { NOTIFICATION_NAME_LIMIT } from '../../shared/notification.ts';

/** Gives the first name that is free: this one with the ending, then with `-2`, `-3` and so on behind it. A long name is cut. */
export function freeName(name: string, ending: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number++) {
    const behind = number === 1 ? ending : `${ending}-${number}`;
    const candidate = `${name.slice(0, NOTIFICATION_NAME_LIMIT - behind.length).replace(/[._-]+$/, '')}${behind}`;
    if (!isTaken(candidate)) return candidate;
  }
}
