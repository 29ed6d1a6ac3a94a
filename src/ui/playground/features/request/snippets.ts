/** The request as code that runs. Pure. */
import type { AnswerFormat } from "../../../../wire/format.ts";

export interface SnippetOptions {
  url: string;
  /** Name of the environment variable that holds the API key; absent where none is needed. */
  keyVariable?: string;
  /** Where the ranked documents and their scores are in the answer. Default: as the contract has it. */
  answer?: Pick<AnswerFormat, "list" | "score">;
}

const contractAnswer = { list: "results", score: "relevance_score" } as const;

/** POSIX shell: single quotes take everything literally but themselves. */
function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export function curlSnippet(request: object, { url, keyVariable }: SnippetOptions): string {
  const lines = [
    `curl ${shellQuote(url)}`,
    `  -H 'Content-Type: application/json'`,
    ...(keyVariable === undefined ? [] : [`  -H "Authorization: Bearer $${keyVariable}"`]),
    `  --data-binary ${shellQuote(JSON.stringify(request, null, 2))}`,
  ];
  return lines.join(" \\\n");
}

export function javascriptSnippet(
  request: object,
  { url, keyVariable, answer: { list, score } = contractAnswer }: SnippetOptions,
): string {
  const headers = [
    `"Content-Type": "application/json"`,
    ...(keyVariable === undefined ? [] : [`Authorization: \`Bearer \${process.env.${keyVariable}}\``]),
  ];
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: "POST",
  headers: { ${headers.join(", ")} },
  body: JSON.stringify(${indent(JSON.stringify(request, null, 2), 2)}),
});
if (!response.ok) throw new Error(await response.text());
const ${list === undefined ? "results" : list === "results" ? "{ results }" : `{ ${list}: results }`} = await response.json();
for (const { index, ${score} } of results) console.log(index, ${score});
`;
}

/** JSON's strings are Python's too; its three words are not. */
function pythonLiteral(value: unknown, depth: number): string {
  const pad = " ".repeat(4 * (depth + 1));
  const end = " ".repeat(4 * depth);
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => `${pad}${pythonLiteral(item, depth + 1)},\n`).join("")}${end}]`;
  }
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return "{}";
    const lines = entries.map(
      ([key, item]) => `${pad}${JSON.stringify(key)}: ${pythonLiteral(item, depth + 1)},\n`,
    );
    return `{\n${lines.join("")}${end}}`;
  }
  return JSON.stringify(value);
}

export function pythonSnippet(
  request: object,
  { url, keyVariable, answer: { list, score } = contractAnswer }: SnippetOptions,
): string {
  const headers = [
    `"Content-Type": "application/json"`,
    ...(keyVariable === undefined ? [] : [`"Authorization": f"Bearer {os.environ['${keyVariable}']}"`]),
  ];
  return `import json
${keyVariable === undefined ? "" : "import os\n"}import urllib.request

body = ${pythonLiteral(request, 0)}
request = urllib.request.Request(
    ${JSON.stringify(url)},
    data=json.dumps(body).encode(),
    headers={${headers.join(", ")}},
)
with urllib.request.urlopen(request) as response:
    results = json.load(response)${list === undefined ? "" : `["${list}"]`}
for result in results:
    print(result["index"], result["${score}"])
`;
}

function indent(text: string, spaces: number): string {
  return text.replaceAll("\n", `\n${" ".repeat(spaces)}`);
}
