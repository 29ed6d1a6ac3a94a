const beginning = "version https://git-lfs.github.com/spec/";

/** Whether these are the first bytes of what git stores in place of a large file. */
export function isLfsPointer(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, beginning.length)) === beginning;
}
