/** What a person should know of a proposal before it is in their document, or keeps its place there. */
export type EditRisk =
  /** Characters that show as nothing, or that change how their neighbours show. `line` counts from 0 in the proposal. */
  | {
      readonly kind: "hidden";
      readonly characters: readonly { readonly line: number; readonly code: number }[];
    }
  /** The file makes programs run, or says which: tasks, settings, workspaces, git hooks. */
  | { readonly kind: "runsCode"; readonly fileName: string }
  /** Much more goes than comes. Counts are lines. */
  | { readonly kind: "deletes"; readonly removed: number; readonly of: number }
  /** A comment stands where code was left out, such as "rest of the code unchanged". `line` as above. */
  | { readonly kind: "elides"; readonly line: number; readonly text: string }
  /** Characters that the document's encoding cannot hold; saving would lose them. `line` as above. */
  | {
      readonly kind: "encoding";
      readonly encoding: string;
      readonly line: number;
      readonly character: string;
    };

/** Whether the person has to agree before anything of the proposal enters the document. */
export function needsConsent({ kind }: EditRisk): boolean {
  return kind === "hidden" || kind === "runsCode";
}
