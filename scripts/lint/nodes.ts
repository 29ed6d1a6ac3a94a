/** The parts of the linter's interface that the rules use; it exports no types of it. */
export interface Node {
  type: string;
  parent?: Node;
  name?: string;
  value?: string | number | boolean | null;
  operator?: string;
  object?: Node;
  property?: Node;
  callee?: Node;
  left?: Node;
  right?: Node;
  consequent?: Node;
  alternate?: Node;
  expression?: Node;
  children?: Node[];
}

export interface Rule {
  meta: { messages: Record<string, string> };
  create: (context: {
    report: (problem: { node: Node; messageId: string }) => void;
  }) => Record<string, (node: Node) => void>;
}
