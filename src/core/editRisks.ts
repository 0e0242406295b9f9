import type { EditRisk } from "./editRisk";
import { elision } from "./elision";
import { firstUnencodable } from "./encodable";
import { hiddenCharacters } from "./hiddenCharacters";
import { runsCode } from "./runsCode";

/** A proposal beside what it replaces. */
export interface ProposedEdit {
  /** Lines that are to stand there, and those that stand there now; without their ends. */
  readonly proposal: readonly string[];
  readonly original: readonly string[];
  /** Of the document, with `/` or `\` between its parts: relative to the workspace, or whole. */
  readonly path: string;
  /** Of the document, as VS Code names it. */
  readonly encoding?: string;
}

/**
 * What a person should know of a proposal before it is kept; at most one of each kind, and none when it is what stands
 * there already.
 */
export function editRisks(edit: ProposedEdit): readonly EditRisk[] {
  const { proposal, original, path, encoding = "" } = edit;
  if (proposal.length === original.length && proposal.every((line, index) => line === original[index])) {
    return [];
  }
  const risks: EditRisk[] = [];
  const characters = hiddenCharacters(proposal, original);
  if (characters.length > 0) {
    risks.push({ kind: "hidden", characters });
  }
  const fileName = runsCode(path, proposal, original);
  if (fileName !== undefined) {
    risks.push({ kind: "runsCode", fileName });
  }
  const deletion = largeDeletion(proposal, original);
  if (deletion !== undefined) {
    risks.push({ kind: "deletes", ...deletion });
  }
  const left = elision(proposal, original, path);
  if (left !== undefined) {
    risks.push({ kind: "elides", ...left });
  }
  const lost = firstUnencodable(proposal, original, encoding);
  if (lost !== undefined) {
    risks.push({ kind: "encoding", encoding, ...lost });
  }
  return risks;
}

/** Fewer lines than these are seen at a glance. */
const fewLines = 10;
/** A loss that a person should hear of, however much stays besides. */
const manyLines = 50;

/**
 * Lines that go without as many coming, not counting blank ones nor those that only moved or were indented anew:
 * more than half of at least ten, or fifty, when less than a third as many come. What the person asked for is
 * not guessed at.
 */
function largeDeletion(
  proposal: readonly string[],
  original: readonly string[],
): { readonly removed: number; readonly of: number } | undefined {
  const left = new Map<string, number>();
  let total = 0;
  for (const line of original) {
    const text = line.trim();
    if (text !== "") {
      left.set(text, (left.get(text) ?? 0) + 1);
      total++;
    }
  }
  let removed = total;
  let came = 0;
  for (const line of proposal) {
    const text = line.trim();
    const count = left.get(text) ?? 0;
    if (count > 0) {
      left.set(text, count - 1);
      removed--;
    } else if (text !== "") {
      came++;
    }
  }
  const isLarge = total >= fewLines && (removed * 2 > total || removed - came >= manyLines);
  return isLarge && came * 3 < removed ? { removed, of: total } : undefined;
}
