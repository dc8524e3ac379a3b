import { describe, expect, test } from 'vitest';
import { givenValues, type Json } from '../../src/main/notifications/given-values.ts';
import { expectFailure, expectValue } from '../app-under-test.ts';

const placeholders: Record<string, Json> = {
  title: 'Sample',
  nothing: null,
  urgent: true,
  count: 3,
  items: ['a'],
  order: { id: 1 },
};

const given = (values: Record<string, string>, data: Record<string, Json> = {}) =>
  givenValues({ name: 'ticket', placeholders }, { values, data });

describe('a value is read as what its sample is', () => {
  test.each<[name: string, text: string, value: Json]>([
    ['title', 'false', 'false'],
    ['title', '12', '12'],
    ['title', '{"a":1}', '{"a":1}'],
    ['title', ' a ', ' a '],
    ['nothing', 'Pat', 'Pat'],
    ['urgent', 'false', false],
    ['urgent', ' true ', true],
    ['count', '0', 0],
    ['count', '-1.50', -1.5],
    ['count', '9007199254740991', 9007199254740991],
    ['items', '[]', []],
    ['items', '["a",{"b":null}]', ['a', { b: null }]],
    ['order', '{"name":"Pat"}', { name: 'Pat' }],
  ])('%s=%s', (name, text, value) => {
    expect(expectValue(given({ [name]: text }))[name]).toEqual(value);
  });
});

describe('a value of another kind is refused by its name, with the kind', () => {
  test.each<[name: string, text: string, says: RegExp]>([
    ['urgent', 'no', /“urgent” has to be true or false.*: true$/],
    ['urgent', '1', /true or false/],
    ['urgent', 'null', /true or false/],
    ['count', 'three', /“count” has to be a number.*: 3$/],
    ['count', '"3"', /a number/],
    ['count', '1e999', /a number/],
    ['count', '9007199254740993', /a number/],
    ['count', 'NaN', /a number/],
    ['items', 'a,b', /“items” has to be a list.*: \["a"\]$/],
    ['items', '{"a":1}', /a list/],
    ['order', '[1]', /“order” has to be an object.*: \{"id":1\}$/],
    ['order', '{"id":', /an object/],
  ])('%s=%s', (name, text, says) => {
    const { message, field } = expectFailure(given({ [name]: text }), 'INVALID_INPUT');
    expect(message).toMatch(says);
    expect(field).toBe(`values.${name}`);
  });
});

test('data is taken as it is, whatever the sample', () => {
  const data = { urgent: 'no', title: 7, more: [1], constructor: 'x' };
  expect({ ...expectValue(given({}, data)) }).toEqual(data);
});

test.each([['other'], ['toString'], ['__proto__']])('a value named %s has no placeholder', (name) => {
  const values = Object.fromEntries([[name, '']]);
  expect(expectFailure(given(values), 'PLACEHOLDER_UNKNOWN').field).toBe(`values.${name}`);
});
