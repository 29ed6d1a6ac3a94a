/** Sets `url`, which is empty on a constructed `Response`. Some clients read it. */
export function withUrl(response: Response, url: string): Response {
  return Object.defineProperty(response, "url", { value: url });
}
