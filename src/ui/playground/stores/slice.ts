/** The part of a store that a slice reads and writes. */
export interface Slice<T> {
  set: (change: Partial<T> | ((state: T) => Partial<T>)) => void;
  get: () => T;
}
