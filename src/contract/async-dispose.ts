/// <reference lib="esnext.disposable" preserve="true" />

/**
 * `Symbol.asyncDispose`, for `await using`. In browsers without it, the symbol that compilers of `await using` put in
 * its place.
 */
export const asyncDispose: typeof Symbol.asyncDispose =
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- newer than the browsers that are supported
  Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose");
