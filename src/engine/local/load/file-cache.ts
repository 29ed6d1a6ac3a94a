/** Where downloaded files are stored: the part of the browser's `Cache` that is used; in Node a folder. */
export interface FileCache {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
  delete(url: string): Promise<boolean>;
}

/** Header of a stored response: the size of its body in bytes, so that nobody has to read the body to know. */
export const storedBytesHeader = "x-tabrank-bytes";
