import {
  type Block,
  type BlockQuestions,
  fenceBegun,
  flowBegun,
  itemBegun,
  mathBegun,
  mathBlock,
  type ScannerState,
} from "./blocks";
import { bullet, fenceStart, heading, rule } from "./lineForms";
import { mathStart } from "./math";

/** What a line begins that stands in no block: the state after it, and the block that it is by itself. */
export interface Begun {
  readonly state: ScannerState;
  readonly done: readonly Block[];
}

/** What a line begins when no block is open. */
export function begun(line: string, ask: BlockQuestions): Begun {
  if (line.trim() === "") {
    return ended();
  }
  const fence = fenceStart.exec(line);
  if (fence) {
    return { state: fenceBegun(fence), done: [] };
  }
  if (heading.test(line) || rule.test(line)) {
    return ended({ kind: "flow", text: line });
  }
  const item = bullet.exec(line);
  if (item) {
    return { state: itemBegun(item, line, false), done: [] };
  }
  const math = mathStart(line);
  if (math) {
    return math.type === "whole" ? ended(mathBlock([math.text])) : { state: mathBegun(math, line), done: [] };
  }
  const isHtml = line.trimStart().startsWith("<") && ask.beginsHtml(line);
  const flow = flowBegun(line, isHtml);
  return flow.until?.test(line) === true ? ended(flow.block) : { state: flow, done: [] };
}

function ended(...done: readonly Block[]): Begun {
  return { state: { type: "between" }, done };
}
