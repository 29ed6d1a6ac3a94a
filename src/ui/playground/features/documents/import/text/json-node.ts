/** Values of the JSON parser's nodes. Pure. */
import type { Node } from "jsonc-parser";

/**
 * @param text that the node was parsed from
 * @param onRepeatedKey called for a key that an object has twice: the last one counts, as in every JSON parser
 */
export function nodeValue(
  node: Node,
  text: string,
  onRepeatedKey: (key: string, offset: number) => void,
): unknown {
  const children = node.children ?? [];
  if (node.type === "array") return children.map((child) => nodeValue(child, text, onRepeatedKey));
  if (node.type === "number") return exactNumber(node, text);
  if (node.type !== "object") return node.value;
  const keys = new Set<string>();
  const entries = children.map(({ children: pair, offset }): [string, unknown] => {
    const [keyNode, value] = pair ?? [];
    const key = String(keyNode?.value);
    if (keys.has(key)) onRepeatedKey(key, offset);
    keys.add(key);
    return [key, value && nodeValue(value, text, onRepeatedKey)];
  });
  return Object.fromEntries(entries);
}

/** An integer beyond 2^53 keeps its digits, as a string: such numbers are ids. */
function exactNumber({ value, offset, length }: Node, text: string): unknown {
  const digits = text.slice(offset, offset + length);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(Number(digits)) ? digits : value;
}

/** The node at a path of keys and indexes. */
export function nodeAt(node: Node, path: readonly (string | number)[]): Node | undefined {
  let current: Node | undefined = node;
  for (const step of path) {
    const children: Node[] = current?.children ?? [];
    current =
      typeof step === "number"
        ? children[step]
        : children.findLast(({ children: pair }) => pair?.[0]?.value === step)?.children?.[1];
  }
  return current;
}
