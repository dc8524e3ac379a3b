/**
 * A number and a text as parameters of statements that run for every message. SQLite looks at the value of a bare `?` when it
 * plans a join or a range, and so plans anew at each call, which takes ten times as long as the statement itself; into a CAST
 * it doesn't look.
 */
export const NUMBER = 'CAST(? AS INTEGER)';
export const TEXT = 'CAST(? AS TEXT)';
