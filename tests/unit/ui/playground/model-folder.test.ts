import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Entry,
  readEntries,
  listFiles,
  findModelFolder,
} from "../../../../src/ui/playground/features/model/model-folder.ts";

const given = (...paths: string[]) => new Map(paths.map((path) => [path, new File([path], "x")]));

function fileEntry(name: string): Entry {
  return { isFile: true, isDirectory: false, name, file: (done) => done(new File([name], name)) };
}

/** Yields its entries in parts of two, as a browser yields them in parts of a hundred. */
function directory(name: string, ...children: Entry[]): Entry {
  return {
    isFile: false,
    isDirectory: true,
    name,
    createReader: () => {
      const left = [...children];
      return { readEntries: (done) => done(left.splice(0, 2)) };
    },
  };
}

describe("a dropped directory", () => {
  test("is read to its last file, without hidden files", async () => {
    const onnx = directory("onnx", ...["a.onnx", "b.onnx", "c.onnx"].map(fileEntry));
    const hidden = directory(".git", fileEntry("config.json"));
    const dropped = directory("tiny", fileEntry("tabrank.json"), fileEntry(".DS_Store"), hidden, onnx);
    expect([...(await readEntries([dropped])).keys()]).toEqual([
      "tiny/tabrank.json",
      "tiny/onnx/a.onnx",
      "tiny/onnx/b.onnx",
      "tiny/onnx/c.onnx",
    ]);
  });

  test("with too many files is an error", async () => {
    const many = directory("home", ...Array.from({ length: 2001 }, (_, index) => fileEntry(String(index))));
    await expect(readEntries([many])).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("that cannot be read is an error", async () => {
    const broken: Entry = {
      isFile: true,
      isDirectory: false,
      name: "a",
      file: (_, failed) => failed(new DOMException("gone", "NotFoundError")),
    };
    await expect(readEntries([broken])).rejects.toThrow("gone");
  });
});

test("files of a chosen folder have their path in it", () => {
  const inFolder = Object.defineProperty(new File([], "a.json"), "webkitRelativePath", { value: "m/a.json" });
  const hidden = Object.defineProperty(new File([], "x"), "webkitRelativePath", { value: "m/.git/x" });
  expect([...listFiles([inFolder, hidden, new File([], "b.json")]).keys()]).toEqual(["m/a.json", "b.json"]);
});

describe("the folder of the model", () => {
  test("has the name of its own folder, at any depth", () => {
    const { name, files } = findModelFolder(
      given("hub/org/tiny/config.json", "hub/org/tiny/1_Pooling/config.json", "hub/org/tiny/onnx/model.onnx"),
    );
    expect(name).toBe("tiny");
    expect([...files.keys()]).toEqual(["config.json", "1_Pooling/config.json", "onnx/model.onnx"]);
  });

  test("is the one with a tabrank.json, if there is one", () => {
    const { name } = findModelFolder(given("out/config.json", "out/exported/tabrank.json", "out/readme.md"));
    expect(name).toBe("exported");
  });

  test("files chosen one by one get their folders back", () => {
    const names = ["tabrank.json", "model_q4.onnx", "model_q4.onnx_data", "model_q4.onnx_data_1"];
    const { name, files } = findModelFolder(given(...names));
    expect(name).toBe("model");
    expect([...files.keys()]).toEqual([
      "tabrank.json",
      "onnx/model_q4.onnx",
      "onnx/model_q4.onnx_data",
      "onnx/model_q4.onnx_data_1",
    ]);
  });

  test.each([
    [given("notes.txt"), /only notes\.txt/],
    [given("a.txt", "b.txt"), /contains 2 files/],
    [given("a/tokenizer.json", "b/tokenizer.json"), /several models \(a, b\)/],
  ])("no model, or several, is an error that names what was found", (files, message) => {
    expect(() => findModelFolder(files)).toThrow(message);
  });

  test("parent folders do not change the files of the model", () => {
    const names = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 5 });
    fc.assert(
      fc.property(names, (parents) => {
        const prefix = parents.map((part) => `${part}/`).join("");
        const paths = ["tabrank.json", "tokenizer.json", "onnx/model.onnx"];
        const { name, files } = findModelFolder(given(...paths.map((path) => prefix + path)));
        expect(name).toBe(parents.at(-1) ?? "model");
        expect([...files.keys()]).toEqual(paths);
      }),
    );
  });
});
