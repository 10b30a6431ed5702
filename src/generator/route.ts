/**
 * Where Google serves Lyria RealTime, in both versions that work. Its own SDK puts a second slash
 * before `ws`.
 */
const PATH =
  /^\/{1,2}ws\/google\.ai\.generativelanguage\.(v1beta|v1alpha)\.GenerativeService\.BidiGenerateMusic$/;

/** The path that the generator names as its own. */
export const GENERATOR_PATH =
  '/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateMusic';

export type Route =
  | { readonly kind: 'music'; readonly key: string | null }
  | { readonly kind: 'not-found' };

/** `target` is the request line's path and query. It is no URL: `//ws` would be taken for a host. */
export function routeOf(target: string): Route {
  const queryAt = target.indexOf('?');
  const path = queryAt < 0 ? target : target.slice(0, queryAt);
  if (!PATH.test(path)) return { kind: 'not-found' };
  const query = new URLSearchParams(queryAt < 0 ? '' : target.slice(queryAt + 1));
  return { kind: 'music', key: query.get('key') };
}
