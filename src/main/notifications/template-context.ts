import { Context, type Liquid } from 'liquidjs';
import { TooMuch, type Work } from './template-work.ts';

/** Names in a path, such as `order.items`. */
export const MOST_NAMES = 50;

/** Where a template finds its values. Counts the work of finding them. */
export class CountedContext extends Context {
  readonly work: Work;

  constructor(liquid: Liquid, values: Readonly<Record<string, unknown>>, strict: boolean, work: Work) {
    super({ ...values, __proto__: null }, liquid.options, { sync: true, strictVariables: strict }, { liquid });
    this.work = work;
    this.renderLimit.check = () => work.step();
    this.memoryLimit.use = (count) => (work.insideFilter ? work.characters(count) : work.items(count));
  }

  override _getFromScope(...[scope, paths, ...rest]: FromScope): ReturnType<Context['_getFromScope']> {
    if (paths.length > (typeof paths === 'string' ? PATH_LIMIT : MOST_NAMES)) throw new TooMuch('path');
    this.work.names(paths.length);
    return super._getFromScope(scope, paths, ...rest);
  }

  override readProperty(...[owner, key]: Parameters<Context['readProperty']>): unknown {
    // Counting an object's properties goes through all of them.
    if (key === 'size' && typeof owner === 'object' && owner !== null && !Array.isArray(owner))
      this.work.items(Object.keys(owner).length);
    return super.readProperty(owner, key);
  }
}

type FromScope = Parameters<Context['_getFromScope']>;

/** Characters of a path that a filter takes. */
export const PATH_LIMIT = 100;

export function workOf(context: Context): Work {
  if (context instanceof CountedContext) return context.work;
  throw new Error('A template is rendered without its work being counted.');
}
