/** Source files that are mutated together, and the suites that have to notice. */
export interface MutationGroup {
  readonly name: string;
  /** Files below `src`. */
  readonly sources: readonly string[];
  /** Suites below `test/unit`. A mutant that only others would notice counts as one that lives. */
  readonly suites: readonly string[];
}

/** What `npm run mutate` goes through: what must never lose, leak or change a line. */
export const groups: readonly MutationGroup[] = [
  {
    name: "leaving",
    sources: ["core/endpoint.ts", "core/link.ts", "core/secrets.ts", "core/ownKey.ts"],
    suites: ["core/endpoint.test.ts", "core/link.test.ts", "core/secrets.test.ts", "core/ownKey.test.ts"],
  },
  {
    name: "echo",
    sources: ["core/redactPieces.ts", "claude/keyOut.ts"],
    suites: ["core/redactPieces.test.ts", "claude/keyOut.test.ts", "claude/keyEcho.test.ts"],
  },
  {
    name: "record",
    sources: ["core/record.ts", "core/redact.ts", "host/disk.ts"],
    suites: ["core/record.test.ts", "core/recordLines.test.ts", "core/redact.test.ts", "host/disk.test.ts"],
  },
  {
    name: "ranges",
    sources: ["core/shift.ts", "core/lineEdits.ts", "core/editState.ts"],
    suites: [
      "core/shift.test.ts",
      "core/shiftHunks.test.ts",
      "core/lineEdits.test.ts",
      "core/editState.test.ts",
      "core/editPlaces.test.ts",
    ],
  },
  {
    name: "hunks",
    sources: ["core/hunks.ts", "core/slide.ts", "core/lineDiff.ts", "core/lineMatch.ts", "core/anchors.ts"],
    suites: [
      "core/hunks.test.ts",
      "core/slide.test.ts",
      "core/lineDiff.test.ts",
      "core/anchors.test.ts",
      "core/lineMatch.test.ts",
      "core/linePlace.test.ts",
    ],
  },
  {
    name: "replacement",
    sources: [
      "core/replacement.ts",
      "core/indentation.ts",
      "core/fences.ts",
      "core/wholeLines.ts",
      "core/lineNumbers.ts",
    ],
    suites: [
      "core/replacement.test.ts",
      "core/replacementCases.test.ts",
      "core/wholeLines.test.ts",
      "core/linePlace.test.ts",
    ],
  },
  {
    name: "history",
    sources: [
      "host/chat/history.ts",
      "host/chat/historyIndex.ts",
      "host/chat/conversationFiles.ts",
      "host/chat/conversationList.ts",
      "host/chat/tombstones.ts",
      "host/chat/draftFiles.ts",
      "host/chat/draftWriter.ts",
      "host/chat/logWriter.ts",
      "host/chat/waitingEvents.ts",
      "host/chat/gone.ts",
      "host/chat/growingPauses.ts",
    ],
    suites: [
      "host/history.test.ts",
      "host/historyTrouble.test.ts",
      "host/deleting.test.ts",
      "host/conversationList.test.ts",
      "host/drafts.test.ts",
      "host/conversationFiles.test.ts",
      "host/growingPauses.test.ts",
      "host/historyCorners.test.ts",
      "history/clocks.test.ts",
    ],
  },
  {
    name: "compaction",
    sources: ["host/chat/compaction.ts", "host/chat/logNames.ts", "core/compacted.ts", "core/retention.ts"],
    suites: [
      "host/logNames.test.ts",
      "host/compactionTrouble.test.ts",
      "host/compaction.test.ts",
      "core/compacted.test.ts",
      "core/retention.test.ts",
    ],
  },
  {
    name: "conversation",
    sources: [
      "core/conversation.ts",
      "core/branches.ts",
      "core/reduce.ts",
      "core/reduceAll.ts",
      "core/answerProgress.ts",
      "core/coalesce.ts",
      "core/request.ts",
      "core/thinking.ts",
      "core/nextRequest.ts",
    ],
    suites: [
      "core/conversation.test.ts",
      "core/answerProgress.test.ts",
      "core/request.test.ts",
      "core/thinking.test.ts",
    ],
  },
  {
    name: "wire",
    sources: [
      "claude/egress.ts",
      "claude/events.ts",
      "claude/failures.ts",
      "claude/watchdog.ts",
      "claude/replyLimits.ts",
      "claude/egressFailure.ts",
      "claude/shape.ts",
    ],
    suites: [
      "claude/events.test.ts",
      "claude/failures.test.ts",
      "claude/request.test.ts",
      "claude/keyEcho.test.ts",
      "claude/limits.test.ts",
      "claude/abort.test.ts",
      "claude/environment.test.ts",
      "claude/ownRequest.test.ts",
    ],
  },
];
