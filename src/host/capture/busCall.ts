/** A call of a method. */
export interface BusCall {
  readonly serial: number;
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** One for each character of `signature`; what is not a text is a dictionary. */
  readonly body: readonly (string | BusOptions)[];
}

/** A dictionary of a call: `a{sv}`. */
export type BusOptions = Readonly<Record<string, string | boolean>>;

/** The kinds of messages, by their numbers. */
export const messageTypes = { call: 1, answer: 2, error: 3, signal: 4 } as const;

/** The fields of a message's head, by their numbers. */
export const fieldNames = {
  path: 1,
  interface: 2,
  member: 3,
  replyTo: 5,
  destination: 6,
  sender: 7,
  signature: 8,
} as const;

/** The bytes of a call. */
export function callBytes(call: BusCall): Uint8Array {
  const body = new Writer();
  call.body.forEach((argument) =>
    typeof argument === "string" ? body.text(argument) : body.options(argument),
  );
  const signature = call.body.map((argument) => (typeof argument === "string" ? "s" : "a{sv}")).join("");
  const head = new Writer();
  // "l" for little-endian, the type, no flags, version 1.
  head.bytes("l".charCodeAt(0), messageTypes.call, 0, 1);
  head.number(body.length);
  head.number(call.serial);
  head.array(8, () => {
    head.field(fieldNames.path, "o", call.path);
    head.field(fieldNames.interface, "s", call.interface);
    head.field(fieldNames.member, "s", call.member);
    head.field(fieldNames.destination, "s", call.destination);
    if (signature !== "") {
      head.field(fieldNames.signature, "g", signature);
    }
  });
  head.pad(8);
  return Uint8Array.from([...head.written, ...body.written]);
}

/** Puts values one after another, each where its kind may begin. */
class Writer {
  readonly written: number[] = [];

  get length(): number {
    return this.written.length;
  }

  bytes(...bytes: readonly number[]): void {
    this.written.push(...bytes);
  }

  pad(to: number): void {
    while (this.written.length % to !== 0) {
      this.written.push(0);
    }
  }

  number(value: number): void {
    this.pad(4);
    this.bytes(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
  }

  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.number(encoded.length);
    this.bytes(...encoded, 0);
  }

  signature(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.bytes(encoded.length, ...encoded, 0);
  }

  /** Its length is known only when it is written, and does not count what aligns its first member. */
  array(alignment: number, write: () => void): void {
    this.number(0);
    const lengthAt = this.length - 4;
    this.pad(alignment);
    const start = this.length;
    write();
    const length = this.length - start;
    [length & 255, (length >>> 8) & 255, (length >>> 16) & 255, length >>> 24].forEach((byte, index) => {
      this.written[lengthAt + index] = byte;
    });
  }

  field(code: number, type: "o" | "s" | "g", value: string): void {
    this.pad(8);
    this.bytes(code);
    this.signature(type);
    if (type === "g") {
      this.signature(value);
    } else {
      this.text(value);
    }
  }

  options(options: BusOptions): void {
    this.array(8, () => {
      for (const [name, value] of Object.entries(options)) {
        this.pad(8);
        this.text(name);
        if (typeof value === "string") {
          this.signature("s");
          this.text(value);
        } else {
          this.signature("b");
          this.number(value ? 1 : 0);
        }
      }
    });
  }
}
