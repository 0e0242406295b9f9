import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { captureEnvironment, captureSystem, captureTools, type CaptureTool } from "../../core/captureTools";
import { type RunProgram, runProgram } from "./program";
import type { Shot } from "./shot";
import { shotWith } from "./tools";

/** What came of all tries. */
export type Taken =
  | { readonly type: "taken"; readonly bytes: Uint8Array }
  | { readonly type: "cancelled" }
  /** See `Shot`. */
  | { readonly type: "timedOut" }
  | { readonly type: "tooLarge" }
  /** Nothing worked. */
  | { readonly type: "failed"; readonly tries: readonly Try[] };

/** A tool that brought no picture. */
export interface Try {
  readonly tool: CaptureTool;
  /** Why not, for the log; left out when it is not installed. */
  readonly why?: string;
}

/** How a picture is taken, beyond what the system tells. */
export interface CaptureOptions {
  readonly signal: AbortSignal;
  readonly platform?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly run?: RunProgram;
  readonly timeoutMs?: number;
  /** See `ToolPlace`. */
  readonly window?: string;
  /** Whether these bytes are a picture. */
  readonly isPicture: (bytes: Uint8Array) => boolean;
}

/** Somebody may look for the right window for a while. */
const patienceMs = 3 * 60_000;

/**
 * Has the person choose a part of the screen and takes a picture of it, with the first tool that does so. What a tool
 * wrote is gone from the disk afterwards, whatever happened.
 */
export async function takePicture(options: CaptureOptions): Promise<Taken> {
  const { signal, platform = process.platform, run = runProgram, isPicture } = options;
  const environment = options.environment ?? process.env;
  const tries: Try[] = [];
  for (const tool of captureTools(captureSystem(platform, environment))) {
    // One for each, readable by this user only: what another tool left half done is not taken for its work.
    const folder = await mkdtemp(join(tmpdir(), "ask-claude-"));
    try {
      const shot = await shotWith(tool, {
        run,
        folder,
        environment: captureEnvironment(environment),
        signal,
        timeoutMs: options.timeoutMs ?? patienceMs,
        ...(options.window === undefined ? {} : { window: options.window }),
      });
      if (shot.type === "cancelled" || signal.aborted) {
        return { type: "cancelled" };
      }
      if (shot.type === "timedOut" || shot.type === "tooLarge") {
        return shot;
      }
      if (shot.type === "taken" && isPicture(shot.bytes)) {
        return shot;
      }
      tries.push({ tool, ...whyOf(shot) });
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
  return { type: "failed", tries };
}

function whyOf(
  shot: Exclude<Shot, { readonly type: "cancelled" | "timedOut" | "tooLarge" }>,
): Pick<Try, "why"> {
  switch (shot.type) {
    case "failed":
      return { why: shot.why };
    case "taken":
      return { why: `What it wrote is no picture: ${shot.bytes.length} bytes.` };
    case "missing":
      return {};
  }
}
