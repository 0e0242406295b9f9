import type { Failure } from "../../../../src/core/failure";
import { testKey } from "../asking";
import { httpChunk, streamHead } from "../scriptedServer";
import { messageStart, ping, record, streams } from "../streams";
import type { Fault, Moment } from "./faultServer";

/** One fault at one stage, and how it has to end. */
export interface Cell {
  readonly fault: string;
  readonly stage: string;
  readonly serves: Fault;
  /** Where it cannot be reached at all: nobody listens, or the wrong protocol. */
  readonly scheme?: "http" | "https";
  readonly isAbsent?: true;
  readonly ends: Failure["kind"];
  /** How else it may end: the platform connects again where nothing of a request was written yet. */
  readonly orEnds?: Failure["kind"];
  /** What of the answer's text is kept. */
  readonly keeps: string;
  /** How many requests go out; 1 unless told. */
  readonly requests?: number;
  /** The person cancels the countdown. */
  readonly cancels?: true;
}

const begun =
  messageStart() +
  record({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }) +
  record({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Half" } });
const emoji = record({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "👩‍👩‍👧" } });
const midEvent = 'event: content_block_delta\ndata: {"type":"content_bl';
const unended = streams.text
  .slice(0, streams.text.indexOf("event: message_stop"))
  .replace('"Hel"', '"Ha"')
  .replace('"lo"', '"lf"');

/** How far a reply has come, as the bytes that were sent. */
const stages: Readonly<
  Record<string, { readonly bytes: Buffer; readonly isBody: boolean; readonly keeps: string }>
> = {
  "before headers": { bytes: Buffer.alloc(0), isBody: false, keeps: "" },
  "in the headers": {
    bytes: Buffer.from("HTTP/1.1 200 OK\r\ncontent-type: text/ev"),
    isBody: false,
    keeps: "",
  },
  "before the first byte": { bytes: Buffer.from(streamHead), isBody: true, keeps: "" },
  "after the first event": {
    bytes: Buffer.from(streamHead + httpChunk(messageStart())),
    isBody: true,
    keeps: "",
  },
  "in mid-text": { bytes: Buffer.from(streamHead + httpChunk(begun)), isBody: true, keeps: "Half" },
  "in mid-event": {
    bytes: Buffer.from(streamHead + httpChunk(begun + midEvent)),
    isBody: true,
    keeps: "Half",
  },
  "in mid-character": { bytes: inMidCharacter(), isBody: true, keeps: "Half" },
  "before message_stop": { bytes: Buffer.from(streamHead + httpChunk(unended)), isBody: true, keeps: "Half" },
};

function inMidCharacter(): Buffer {
  const event = Buffer.from(emoji);
  const part = Buffer.concat([Buffer.from(begun), event.subarray(0, event.indexOf(Buffer.from("👩")) + 2)]);
  return Buffer.concat([
    Buffer.from(streamHead + `${part.length.toString(16)}\r\n`),
    part,
    Buffer.from("\r\n"),
  ]);
}

type Stage = (typeof stages)[string];

/** What happens then. */
interface StreamFault {
  readonly happens: (moment: Moment, isBody: boolean) => Promise<void> | void;
  readonly inHead: Failure["kind"];
  readonly inBody: Failure["kind"];
  /** Where it ends otherwise than the rest. */
  readonly except?: Readonly<Record<string, Failure["kind"]>>;
}

function every(ms: number, { socket }: Moment, text: string): void {
  const timer = setInterval(() => socket.write(text), ms);
  socket.on("close", () => clearInterval(timer));
}

const broken = { inHead: "offline", inBody: "cut" } as const;
const silent = { inHead: "stalled", inBody: "stalled" } as const;

const faults: Readonly<Record<string, StreamFault>> = {
  reset: {
    ...broken,
    happens: async ({ socket, arrived }) => {
      await arrived();
      socket.resetAndDestroy();
    },
  },
  "connection closed": { ...broken, happens: ({ socket }) => void socket.end() },
  "polite end": {
    ...broken,
    happens: ({ socket }, isBody) => void socket.end(isBody ? "0\r\n\r\n" : ""),
  },
  stall: { ...silent, happens: () => undefined },
  "drip of bytes": {
    ...silent,
    happens: (moment, isBody) => every(15, moment, isBody ? httpChunk(" ") : "x"),
    // A blank line of its own length is a header without a colon.
    except: { "before headers": "offline" },
  },
  "pings only": {
    ...silent,
    happens: (moment, isBody) => every(15, moment, isBody ? httpChunk(`\n\n${ping}`) : "x-ping"),
    except: { "before headers": "offline", "in mid-event": "garbled", "in mid-character": "garbled" },
  },
  garbage: {
    ...broken,
    happens: ({ socket }) =>
      void socket.write(Buffer.from("\u0000\u00ff\u0001 zz\r\nnot a chunk\r\n\r\n", "latin1")),
  },
  "garbled event": {
    inHead: "offline",
    inBody: "garbled",
    happens: ({ socket }, isBody) =>
      void socket.write(
        isBody ? httpChunk('\n\nevent: content_block_delta\ndata: {"type":\n\n') : "\u0000\u0000\r\n\r\n",
      ),
  },
  "line without an end": {
    inHead: "offline",
    inBody: "replyTooLarge",
    happens: ({ socket }, isBody) => {
      const piece = "a".repeat(65_536);
      for (let sent = 0; sent < 24; sent += 1) {
        socket.write(isBody ? httpChunk(sent === 0 ? `data: ${piece}` : piece) : piece);
      }
    },
  },
  "chunk that is shorter than it says": {
    inHead: "offline",
    inBody: "cut",
    happens: ({ socket }, isBody) => void socket.end(isBody ? "ffff\r\n: short" : "HTT"),
  },
  "error event": {
    inHead: "offline",
    inBody: "streamError",
    happens: ({ socket }, isBody) => {
      const error = record({ type: "error", error: { type: "overloaded_error", message: "Overloaded" } });
      socket.end(isBody ? `${httpChunk(`\n\n${error}`)}0\r\n\r\n` : error);
    },
    except: { "in mid-event": "garbled", "in mid-character": "garbled" },
  },
};

function cell(fault: string, stage: string, happens: StreamFault, { bytes, isBody, keeps }: Stage): Cell {
  return {
    fault,
    stage,
    keeps,
    ends: happens.except?.[stage] ?? (isBody ? happens.inBody : happens.inHead),
    serves: {
      answer: (moment) => {
        if (bytes.length > 0) {
          moment.socket.write(bytes);
        }
        return happens.happens(moment, isBody);
      },
    },
  };
}

const echoes = 9_000;

/** A server that echoes the key without an end, in one event. */
const echo: Cell = {
  fault: "the key in one event, nine thousand times",
  stage: "in mid-text",
  keeps: `Half${"[API key]".repeat(echoes)}`,
  ends: "cut",
  serves: {
    answer: ({ socket }) => {
      const text = testKey.repeat(echoes);
      const delta = record({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } });
      socket.end(streamHead + httpChunk(begun + delta));
    },
  },
};

/** Every fault that can come at any moment of an answer, at every stage of it. */
export const streamCells: readonly Cell[] = [
  ...Object.entries(faults).flatMap(([fault, happens]) =>
    Object.entries(stages).map(([name, stage]) => cell(fault, name, happens, stage)),
  ),
  echo,
];
