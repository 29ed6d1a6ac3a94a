import { expect, test } from "vitest";
import { catalogue } from "../../../../src/models/catalogue.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";
import { describeServer } from "../../../../src/http/server/describe.ts";
import { type ServeOptions, help, parseOptions } from "../../../../src/http/server/options.ts";

function parse(line: string, environment: Record<string, string> = {}): ServeOptions {
  const options = parseOptions(line === "" ? [] : line.split(" "), environment);
  if (options === "help") throw new Error("Parsed as --help.");
  return options;
}

test("without options, it serves the embedded model to this machine only", () => {
  expect(parse("")).toEqual({
    port: 8787,
    host: "127.0.0.1",
    models: [embeddedModel],
    dtype: undefined,
    anyModel: false,
    apiKey: undefined,
    allowOrigins: ["loopback"],
    allowHosts: ["127.0.0.1"],
    hubHost: "https://huggingface.co",
    maxDocuments: 1000,
    maxBodyBytes: 10_000_000,
    maxConcurrent: 4,
  });
});

test("--any-model answers whatever the name", () => {
  expect(parse("--any-model").anyModel).toBe(true);
});

test("models keep their order, without duplicates", () => {
  const [, second] = catalogue;
  const id = second?.id ?? "";
  const { models } = parse(`--model ${id} --model ${embeddedModel.id} --model ${id}`);
  expect(models).toEqual([second, embeddedModel]);
});

test("a key on the command line overrides the one in the environment, and is not printed", () => {
  const environment = { TABRANK_API_KEY: "from-outside" };
  expect(parse("", environment).apiKey).toBe("from-outside");
  expect(parse("", { TABRANK_API_KEY: "" }).apiKey).toBeUndefined();
  const options = parse("--api-key from-the-line", environment);
  expect(options.apiKey).toBe("from-the-line");
  const printed = describeServer("http://127.0.0.1:8787", options);
  expect(printed).not.toContain("from-the-line");
  expect(printed).toContain("Authorization: Bearer");
});

test.each([
  ["--port 65536", "--port must be a whole number from 0 to 65535"],
  ["--port 80x", "--port must be"],
  ["--max-documents 0", "--max-documents must be a whole number of at least 1"],
  ["--max-body 1e6", "--max-body must be"],
  ["--model no/such-model", 'the catalogue has no model "no/such-model"'],
  ["--dtype q8", 'has no "q8" weights for WASM. Available: w8a8, w8a32'],
  ["--dtype nonsense", "--dtype"],
  ["--api-key=", "--api-key must not be empty"],
  ["--fast", "--fast"],
  ["stray", "stray"],
])("%s: an error of one line", (line, message) => {
  expect(() => parse(line)).toThrow(message);
  expect(() => parse(line)).not.toThrow("\n");
});

test("--help names every option and model, even beside invalid options", () => {
  expect(parseOptions(["--help", "--port", "x"], {})).toBe("help");
  const options = [
    "--model",
    "--dtype",
    "--port",
    "--host",
    "--api-key",
    "--allow-origin",
    "--allow-host",
    "--hub-host",
  ];
  const limits = ["--max-documents", "--max-body", "--max-concurrent"];
  for (const name of [...options, ...limits, ...catalogue.map(({ id }) => id)]) expect(help).toContain(name);
});

test("values that no header can carry are errors at the start, not at the first request", () => {
  for (const origin of ["*", "null", "https://example.com", "http://localhost:4173", "http://[::1]:4173"])
    expect(parse(`--allow-origin ${origin}`)).toMatchObject({ allowOrigins: [origin] });
  for (const origin of ["example.com", "https://example.com/path", "https://a\nb", "ünicode", "http://:80"])
    expect(() => parseOptions(["--allow-origin", origin], {})).toThrow("--allow-origin must be");
  for (const host of ["example.com:80", "http://example.com", "a b", ""])
    expect(() => parseOptions([`--allow-host=${host}`], {})).toThrow("--allow-host must be");
  expect(() => parseOptions([], { TABRANK_API_KEY: "key\n" })).toThrow("TABRANK_API_KEY");
});

test("what a refusal says to start with is accepted", () => {
  const browsers = [
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    "moz-extension://0b54ad0a-2b1e-4c55",
  ];
  for (const origin of [...browsers, "capacitor://localhost"])
    expect(parse(`--allow-origin ${origin}`)).toMatchObject({ allowOrigins: [origin] });
  // The server strips the final dot of `Host`, too.
  expect(parse("--allow-host my-machine.local.").allowHosts).toContain("my-machine.local");
});

test("origins are kept as browsers write them, names without case", () => {
  const line = "--allow-origin https://EXAMPLE.com:443 --allow-origin loopback --allow-host My-Machine.local";
  expect(parse(line)).toMatchObject({
    allowOrigins: ["https://example.com", "loopback"],
    allowHosts: ["my-machine.local", "127.0.0.1"],
  });
});
