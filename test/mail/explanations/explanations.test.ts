import { expect, test } from 'vitest';
import type { Condition, Explanation } from '../../../src/main/mail/explanations/explanation.ts';
import { explanations } from '../../../src/main/mail/explanations/explanations.ts';
import { findExplanation } from '../../../src/main/mail/explanations/find-explanation.ts';
import { explanations as sentences } from '../../../src/shared/catalogue/en/explanations.ts';
import { type ExplanationId, explanationTexts } from '../../../src/shared/catalogue/explanations.ts';
import { familiarHosts, lookalikeHosts, nearMisses, unknownReplies } from './near-misses.ts';
import { neutralReplies } from './neutral-replies.ts';
import { repeatedNames, statusesOfAddresses } from './repeated-names.ts';
import { repliesGoogle } from './replies-google.ts';
import { repliesMicrosoft } from './replies-microsoft.ts';
import { repliesPolicies } from './replies-policies.ts';
import { repliesProviders } from './replies-providers.ts';
import { repliesServers } from './replies-servers.ts';
import { refusalOf, type SeenReply } from './seen-reply.ts';

const literal = [...repliesMicrosoft, ...repliesGoogle, ...repliesProviders, ...repliesServers, ...repliesPolicies];
const everyReply = [
  ...literal,
  ...unknownReplies,
  ...familiarHosts,
  ...lookalikeHosts,
  ...nearMisses,
  ...neutralReplies,
  ...statusesOfAddresses,
];

const selected = (seen: SeenReply, entries?: readonly Explanation[]) => findExplanation(refusalOf(seen), entries)?.id;

test.each(everyReply)('%s: %s %s %s', (...seen) => {
  expect(selected(seen)).toBe(seen[0]);
});

test('an address, a host name or a URL that a server repeats selects nothing and hides nothing', () => {
  expect(repeatedNames.filter((seen) => selected(seen) !== seen[0])).toEqual([]);
});

test('every entry is selected by a literal reply', () => {
  const reached = new Set(literal.map(([id]) => id));
  expect(explanations.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
});

test('the ids differ', () => {
  const ids = explanations.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('no entry can be left out without a reply changing its explanation', () => {
  const needless = explanations.filter((entry) => {
    const without = explanations.filter((other) => other !== entry);
    return everyReply.every((seen) => selected(seen, without) === seen[0]);
  });
  expect(needless.map(({ id }) => id)).toEqual([]);
});

test('no condition can be dropped without a reply changing its explanation', () => {
  const needless = explanations.flatMap((entry) =>
    (Object.keys(entry.when) as (keyof Condition)[])
      .filter((name) => {
        const { [name]: _dropped, ...when } = entry.when;
        const changed = explanations.map((other) => (other === entry ? { ...entry, when } : other));
        return everyReply.every((seen) => selected(seen, changed) === seen[0]);
      })
      .map((name) => `${entry.id}: ${name}`),
  );
  expect(needless).toEqual([]);
});

test.each([
  ['535 5.7.8 Your account has been suspended'],
  ['525 5.7.13 User Account Disabled'],
  ['454 4.7.0 Temporary authentication failure'],
  ['435 Unable to authenticate at present'],
  ['432 4.7.12 A password transition is needed'],
])('no setting is offered as the cure of %s', (reply) => {
  const found = findExplanation(refusalOf([undefined, 'sign-in', 'mail.example.org', reply]));
  expect(found).toBeDefined();
  expect(found?.cure).toBeUndefined();
});

test('every entry names its source', () => {
  const source = /^(https:\/\/|RFC \d{4} section \d|\p{L}[^:]+(, “|: | “))/u;
  expect(explanations.filter((entry) => !source.test(entry.source)).map(({ source }) => source)).toEqual([]);
});

test('every sentence belongs to an entry, and every entry has both of its sentences', () => {
  const wanted = explanations.flatMap(({ id }) => [`explanation.${id}`, `explanation.${id}.help`]);
  expect(Object.keys(sentences).toSorted()).toEqual(wanted.toSorted());
});

test('an id without its sentences does not compile', () => {
  // @ts-expect-error: there is no sentence `explanation.no-such-entry`
  const id: ExplanationId = 'no-such-entry';
  expect(explanations.map((entry) => entry.id)).not.toContain(id);
});

test('an entry whose sentences name a service or a program knows who speaks', () => {
  const facts = { host: '', username: '', sender: '', recipient: '' };
  const name =
    /Microsoft|Outlook|Exchange|Google|Gmail|Amazon|SendGrid|Mailgun|Postmark|Brevo|Mailjet|SparkPost|SMTP2GO|Zoho|Yahoo|iCloud|Fastmail|GMX|WEB\.DE|IONOS|Telekom|Yandex|Mail\.ru|QQ|Mimecast|Symantec|Postfix|Exim|Sendmail|qmail|MailEnable|hMailServer|Domino|Mercury|Haraka|Stalwart|Postal|cPanel|Cisco/;
  const invented = explanations.filter(({ id, when }) => {
    const { meaning, help } = explanationTexts(id, facts);
    // In round brackets stands what an administrator of that program has to look for, if it is that one.
    return when.speaker === undefined && name.test(`${meaning} ${help}`.replace(/\([^)]*\)/g, ''));
  });
  expect(invented.map(({ id }) => id)).toEqual([]);
});

test('the sentences are whole and typographic, and all their places are filled', () => {
  const facts = { host: 'HOST', username: 'USER', sender: 'SENDER', recipient: 'RECIPIENT' };
  const bad = explanations.flatMap(({ id }) => {
    const { meaning, help } = explanationTexts(id, facts);
    return [meaning, help].filter(
      (text) => !/^(\p{Lu}|iCloud)/u.test(text) || !/[.)]$/.test(text) || /['"{}]| {2}/.test(text) || meaning === help,
    );
  });
  expect(bad).toEqual([]);
});

const patterns = [
  ...new Set(
    explanations.flatMap(({ when }) =>
      [when.text, when.speaker, when.enhanced].filter((pattern) => pattern !== undefined),
    ),
  ),
];

/** As long as the longest reply that a session lets through, and longer. */
const hostileLength = 65_536;

function hostileTexts(): string[] {
  const openings = explanations.flatMap(({ when }) => (when.text?.source ?? '').split(/[|()[\]{}?^$\\]+/));
  const pieces = [...new Set(openings.filter((piece) => piece.length > 3))];
  const fill = (piece: string) => piece.repeat(Math.ceil(hostileLength / piece.length)).slice(0, hostileLength);
  return [
    ...['a', ' ', 'X', '*', '[', '"XXX', '5.7.', 'account ', '\n550-', '550 5.7.1 '].map(fill),
    ...pieces.map(fill),
  ];
}

// No clock is read: a pattern that goes wrong here takes minutes or years, which is what the test's own time-out is for.
test('a reply of 64 kB is searched to its end, whatever is in it', { timeout: 60_000 }, () => {
  const texts = [...hostileTexts(), hostileTexts().join('|').slice(0, hostileLength)];
  for (const text of texts) {
    for (const pattern of patterns) pattern.test(text);
    const host = text.slice(0, 253);
    findExplanation({ step: 'sign-in', reply: `535 5.7.8 ${text}`, code: 535, enhanced: '5.7.8', host });
  }
  expect(texts.length).toBeGreaterThan(100);
});

test('no pattern repeats a repetition, or anything without a bound', () => {
  const risky = patterns.filter(
    ({ source, flags }) => /(?<!\\)[*+]|\)\{/.test(source) || /\.\{|\{\d+,\}/.test(source) || /[gy]/.test(flags),
  );
  expect(risky.map(String)).toEqual([]);
});

test('a reply is searched as one sentence, however it is broken into lines', () => {
  const whole = '550 5.7.26 Your email has been blocked because the sender is unauthenticated.';
  const broken =
    '550-5.7.26 Your email has been blocked because the\n550-5.7.26 sender is\n550 5.7.26 unauthenticated.';
  for (const reply of [whole, broken]) {
    expect(selected([undefined, 'accepted', 'aspmx.l.google.com', reply])).toBe('google-unauthenticated');
  }
});

test('words that come after the first 2,000 characters select nothing', () => {
  const reply = `550 5.7.1 ${'x'.repeat(3000)} greylisted`;
  expect(selected([undefined, 'recipient', 'mail.example.com', reply])).toBeUndefined();
});
