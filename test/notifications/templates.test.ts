import fc from 'fast-check';
import { Liquid } from 'liquidjs';
import { describe, expect, test } from 'vitest';
import { fillTemplate, problemsOfTemplate } from '../../src/main/notifications/templates.ts';

type Kind = Parameters<typeof fillTemplate>[0];

const hostile = `<b onclick="x('y')">&</b>`;
const values = {
  name: hostile,
  id: 'T1',
  lines: 'a\r\nb<c>\nd',
  number: 1_000_000_000,
  none: null,
  yes: true,
  list: ['a', 'b'],
  order: { id: 7, items: [{ title: 'x', price: 2.5 }] },
  many: Array.from({ length: 10_000 }, (_, index) => ({ a: `${index}`, b: index % 7 })),
  tooMany: Array.from({ length: 10_001 }, () => 1),
  large: 'x'.repeat(1_000_000),
  brackets: '<'.repeat(1_000_000),
  longPath: `${'a.'.repeat(60)}a`,
  paths: ['a.'.repeat(60), 'a'],
  formats: '%c'.repeat(500_000),
  names: '%B'.repeat(2_000),
  wide: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index])),
  deep: Array.from({ length: 90 }).reduce((inner) => ({ a: inner }), {}),
};

function filled(kind: Kind, template: string, given: Record<string, unknown> = values, strict = true): string {
  const result = fillTemplate(kind, template, given, strict);
  if (!result.ok) throw new Error(JSON.stringify(result.problem).slice(0, 200));
  return result.text;
}

function problem(kind: Kind, template: string): string {
  const result = fillTemplate(kind, template, values, true);
  if (result.ok) throw new Error(`It was filled: ${result.text.slice(0, 100)}`);
  return result.problem.kind === 'invalid' ? result.problem.message : `missing ${result.problem.placeholder}`;
}

describe('a filled template', () => {
  const escaped = '&lt;b onclick=&quot;x(&#39;y&#39;)&quot;&gt;&amp;&lt;/b&gt;';
  test.each<[Kind, template: string, text: string]>([
    ['html', '<p>{{name}}</p>', `<p>${escaped}</p>`],
    ['html', '{{ name | escape }}', escaped],
    ['html', '{{ name | escape_once }}', escaped],
    ['html', '{{ name | upcase | downcase }}', escaped],
    ['html', '{{ name | raw }}', hostile],
    ['html', '{% echo name %}', escaped],
    ['html', '{% assign copy = name %}{{ copy }}', escaped],
    ['html', '{{ lines | newline_to_br }}', 'a<br>\nb&lt;c&gt;<br>\nd'],
    ['html', '{{ lines | escape | newline_to_br }}', 'a<br>\nb&lt;c&gt;<br>\nd'],
    ['html', '{{ "&lt;" | escape_once }}', '&lt;'],
    ['html', '{% cycle name, "x" %}', escaped],
    ['plain', '{{name}}', hostile],
    ['plain', '{{none}}|{{yes}}|{{number}}|{{list}}', '|true|1000000000|ab'],
    ['plain', '{{ order.items[0].price | times: 2 }} {{ order["id"] }} {{ order.items.size }}', '5 7 1'],
    [
      'plain',
      '{% for item in list %}{{ forloop.index }}{{ item }}{% unless forloop.last %}, {% endunless %}{% endfor %}',
      '1a, 2b',
    ],
    ['plain', '{% if yes and list contains "b" %}y{% else %}n{% endif %}', 'y'],
    ['plain', '{% case id %}{% when "T0", "T1" %}hit{% else %}miss{% endcase %}', 'hit'],
    ['plain', '{% if missing %}a{% endif %}{{ missing | default: "b" }}', 'b'],
    ['plain', '{% capture both %}{{id}}-{{id}}{% endcapture %}{{both}}', 'T1-T1'],
    ['plain', '{% raw %}{{name}}{% endraw %}{% comment %}x{% endcomment %}{%- # y -%}', '{{name}}'],
    ['plain', '{{ "2026-11-05T09:00:00Z" | date: "%d %B %Y", "Europe/Berlin" }}', '05 November 2026'],
    ['plain', '{{ many | where: "b", 3 | size }}', '1429'],
    ['plain', '{{ large | upcase | size }}', '1000000'],
    ['plain', '{{ brackets | strip_html | size }}', '1000000'],
  ])('%s %s', (kind, template, text) => {
    expect(filled(kind, template)).toBe(text);
  });

  test('leaves blank what has no value when it may', () => {
    expect(filled('plain', '[{{ missing }}{{ order.missing.deeper }}]', values, false)).toBe('[]');
  });

  test.each([
    '{{ constructor }}',
    '{{ __proto__ }}',
    '{{ toString }}',
    '{{ hasOwnProperty }}',
    '{{ order.constructor }}',
    '{{ order.__proto__ }}',
    '{{ name.constructor.name }}',
    '{{ list.map }}',
    '{{ order["toString"] }}',
    '{{ globalThis }}',
    '{{ process.env.PATH }}',
  ])('has nothing of what objects have by nature: %s', (template) => {
    expect(problem('plain', template)).toMatch(/^missing /);
  });
});

describe('a template that can’t be read', () => {
  test.each<[template: string, message: RegExp]>([
    ['{% include "x" %}', /“include” in line 1, column 1 isn’t allowed/],
    ['{% render "/etc/passwd" %}', /“render” .* isn’t allowed/],
    ['{% layout "x" %}', /“layout” .* isn’t allowed/],
    ['{% block a %}{% endblock %}', /“block” .* isn’t allowed/],
    ['a\n  {% foo %}', /no tag “foo” \(line 2, column 3\)/],
    ['{{ id | nofilter }}', /no filter “nofilter”/],
    ['{{ list | where_exp: "x", "x" }}', /no filter “where_exp”/],
    ['{{ list | sample }}', /no filter “sample”/],
    ['{{ id', /column 1 has no “}}”/],
    ['{% if id', /column 1 has no “%}”/],
    ['{% if id %}', /“if” in line 1, column 1 has no end/],
    ['{% for x in list %}', /“for” .* has no end/],
    ['{% capture x %}', /“capture” .* has no end/],
    ['{% raw %}{{', /“raw” .* has no end/],
    ['{% comment %}', /“comment” .* has no end/],
    ['{% endif %}', /“endif” .* has no beginning/],
    ['{% else %}', /“else” .* has no beginning/],
    ['{{ }}', /can’t be read/],
    ['{% if %}{% endif %}', /can’t be read/],
    ['{% assign = 3 %}', /can’t be read/],
    ['{% for x of list %}{% endfor %}', /can’t be read/],
    ['{{ (1..) }}', /can’t be read/],
    ['{{ id | append }}', /can’t be worked out/],
    ['{{ "%" | url_decode }}', /can’t be worked out/],
    ['{{ "now" | date: "%Y", "Nowhere/X" }}', /can’t be worked out/],
    ['{{ order }}', /is an object, not a text/],
    ['{{ many }}', /is an object, not a text/],
    ['{% case list %}{% when list %}{% endcase %}{% case order %}{% endcase %}', /is an object, not a text/],
  ])('%s', (template, message) => {
    expect(problem('html', template)).toMatch(message);
  });

  test('names each placeholder that isn’t known, once, with its place', () => {
    const template = '{{ a }}\n{{ b.c | append: d }}{{ a }}{% if e %}{% endif %}';
    expect(problemsOfTemplate('html', template, ['a'])).toEqual(
      [
        ['b', 2, 4],
        ['d', 2, 18],
        ['e', 2, 35],
      ].map(([name, line, column]) => ({
        code: 'PLACEHOLDER_UNKNOWN',
        message: `There is no placeholder “${name}” (line ${line}, column ${column}).`,
      })),
    );
  });

  test.each([
    '{% assign x = a %}{{ x }}{% capture y %}{% endcapture %}{{ y }}{% increment z %}{{ z }}',
    '{% for i in (1..a.size) offset: continue %}{{ i }}{{ forloop.index }}{% endfor %}',
    '{% tablerow i in a cols: 2 %}{{ i }}{{ tablerowloop.row }}{% endtablerow %}',
    '{{ a[0].x["y"] }}{{ "b" }}{{ 3 }}{{ true }}{{ nil }}{{ empty }}',
    '{% raw %}{{ b }}{% endraw %}{% comment %}{{ b }}{% endcomment %}',
  ])('takes what it makes itself for no placeholder: %s', (template) => {
    expect(problemsOfTemplate('plain', template, ['a'])).toEqual([]);
  });

  test.each([
    '{{ a[b] }}',
    '{{ a | append: b }}',
    '{{ a | default: 1, x: b }}',
    '{{ b }}{% assign b = 1 %}',
    '{% for i in (a..b) %}{% endfor %}',
    '{% for i in a limit: b %}{% endfor %}{{ i }}',
    '{{ [b] }}',
    '{{ ["b"] }}',
    '{% case a %}{% when b %}{% endcase %}',
    '{% liquid\n echo b %}',
  ])('finds a placeholder wherever it stands: %s', (template) => {
    expect(problemsOfTemplate('plain', template, ['a', 'i'])).toHaveLength(1);
  });
});

describe('a template that would take long, or write much, ends with a problem', () => {
  const twice = '{% assign s = s | append: s %}';
  const cases: readonly [template: string, message: RegExp][] = [
    ['{% for i in (1..1000000000) %}x{% endfor %}', /more than 10000 items/],
    ['{% for i in (1..number) %}x{% endfor %}', /more than 10000 items/],
    ['{% assign all = (1..1000000000) %}', /more than 10000 items/],
    ['{% for i in (1..10000) %}{% for j in (1..10000) %}{% endfor %}{% endfor %}', /takes too long/],
    ['{% for i in (1..10000) %}{% for j in many reversed limit: 1 %}{% endfor %}{% endfor %}', /takes too long/],
    ['{% for i in tooMany limit: 1 %}{% endfor %}', /more than 10000 items/],
    ['{% tablerow i in tooMany limit: 1 %}{% endtablerow %}', /more than 10000 items/],
    [`{% assign s = "x" %}${twice.repeat(60)}`, /takes too long/],
    [
      '{% assign s = "x" %}{% for i in (1..99) %}{% capture s %}{{s}}{{s}}{% endcapture %}{% endfor %}',
      /takes too long/,
    ],
    [`{% for i in (1..10000) %}${'y'.repeat(100_000)}{% endfor %}`, /longer than 2000000/],
    [`{% for i in (1..10000) %}{% capture x %}${'y'.repeat(100_000)}{% endcapture %}{% endfor %}`, /takes too long/],
    ['{{ large }}{{ large }}{{ large }}', /longer than 2000000/],
    ['{{ brackets }}', /longer than 2000000/],
    ['{% for i in (1..9999) %}{% assign x = large | upcase %}{% endfor %}', /takes too long/],
    ['{% for i in (1..9999) %}{{ many | sort: "a" | size }}{% endfor %}', /takes too long/],
    ['{% for i in (1..9999) %}{{ many | find: "a", "none" }}{% endfor %}', /takes too long/],
    ['{% for i in (1..9999) %}{{ many | where: "a", "none" | size }}{% endfor %}', /takes too long/],
    ['{% for i in (1..9999) %}{% if many == many %}{% endif %}{% endfor %}', /takes too long/],
    ['{{ many | where: "[(1..2000000)]" | size }}', /takes too long/],
    ['{% assign h = large | slice: 0, 500000 | append: "y" %}{% if large contains h %}{% endif %}', /takes too long/],
    ['{% assign h = large | slice: 0, 500000 | append: "y" %}{{ large | replace: h, "" | size }}', /takes too long/],
    ['{{ large | split: "" | size }}', /more than 10000 items/],
    ['{{ "now" | date: "%1000000000d" }}', /takes too long/],
    ['{% for i in (1..9999) %}{{ "now" | date: "%c", "Asia/Tokyo" }}{% endfor %}', /takes too long/],
    ['{{ "now" | date: formats }}', /takes too long/],
    ['{{ "now" | date: names }}', /takes too long/],
    ['{% for i in (1..9999) %}{{ "now" | date_to_rfc822 }}{% endfor %}', /takes too long/],
    ['{% for i in (1..9999) %}{{ wide.size }}{% endfor %}', /takes too long/],
    [`{% for i in (1..9999) %}{% if deep${'.a'.repeat(49)} %}{% endif %}{% endfor %}`, /takes too long/],
    ['{% for i in (1..9999) %}{% if large < large %}{% endif %}{% endfor %}', /takes too long/],
    ['{% if id %}'.repeat(1001), /more than 1000 tags/],
    [`{{ id${' | upcase'.repeat(40_000)} }}`, /longer than 20000 characters/],
    [`{{ id${' == id'.repeat(70_000)} }}`, /longer than 20000 characters/],
    [`{% liquid\n${'echo id\n'.repeat(50_000)}%}`, /longer than 20000 characters/],
    [`{{ id${'[id'.repeat(6_000)} }}`, /nested too deeply/],
  ];
  test.each(cases.map(([template, message]) => [template.slice(0, 90), template, message] as const))(
    '%s',
    (_beginning, template, message) => {
      expect(problem('html', template)).toMatch(message);
    },
  );

  test.each(['sort', 'sort_natural', 'map', 'sum', 'where', 'reject', 'group_by', 'has', 'find', 'find_index'])(
    'a path for %s that is long, or a list',
    (filter) => {
      expect(problem('plain', `{{ many | ${filter}: longPath | size }}`)).toMatch(/longer than 100 characters/);
      expect(problem('plain', `{{ none | ${filter}: longPath | size }}`)).toMatch(/longer than 100 characters/);
      expect(problem('plain', `{{ many | ${filter}: paths | size }}`)).toMatch(/is an object, not a text/);
      const path = 'a'.repeat(100);
      const often = `{% for i in (1..9) %}{% assign x = many | ${filter}: "${path}" %}{% endfor %}`;
      expect(problem('plain', often)).toMatch(/takes too long/);
    },
  );

  test('a path that is written in the template itself, before it is filled', () => {
    const path = `a${'.a'.repeat(60)}`;
    for (const template of [`{{ ${path} }}`, `{% for i in ${path} %}{% endfor %}`, `{% if ${path} == 1 %}{% endif %}`])
      expect(problemsOfTemplate('plain', template, ['a'])).toMatchObject([
        { code: 'TEMPLATE_INVALID', message: expect.stringMatching(/more than 50 names/) },
      ]);
    expect(problemsOfTemplate('plain', `{{ a${'.a'.repeat(49)} }}`, ['a'])).toEqual([]);
  });

  const filters = Object.keys(new Liquid().filters).filter((name) => !/_exp$|^(sample|inspect|jsonify)$/.test(name));
  test.each(filters)('whatever filter it uses again and again: %s', (filter) => {
    for (const input of ['large', 'many']) {
      for (const more of ['', ': "a"', ': id, id']) {
        const template = `{% for i in (1..9999) %}{% assign x = ${input} | ${filter}${more} %}{% endfor %}`;
        expect(problem('plain', template)).toMatch(
          /takes too long|more than 10000 items|can’t be worked out|not a text|missing (a|T1)/,
        );
      }
    }
  });

  test('and the same one always in the same way', () => {
    const template = '{% for i in (1..10000) %}{{ i }},{{ many | size }}{% endfor %}';
    expect(new Set([1, 2, 3].map(() => problem('html', template))).size).toBe(1);
  });
});

test('any text is a template or has a sentence for what is wrong with it', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    'if',
    'for',
    'in',
    'endif',
    'endfor',
    ' ',
    'a',
    '.',
    '[',
    ']',
    '|',
    ':',
    ',',
    '"',
    "'",
    '(1..3)',
    '-',
    'assign',
    '=',
    '\n',
    'case',
    'when',
    'liquid',
    'raw',
    '\ud800',
    '\u2028',
    'size',
    'contains',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const template = pieces.join('');
      for (const { message } of problemsOfTemplate('html', template, ['a'])) expect(message).toMatch(/^\S.*\.$/s);
      fillTemplate('html', template, { a: 'x' }, true);
    }),
    { numRuns: 2_000 },
  );
});
