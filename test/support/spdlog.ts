// Takes the place of the native @vscode/spdlog in the fetched server, whose install scripts (a compiler run) are
// skipped: without it no log file is written and an extension's log would stay empty in the Output panel.
import { appendFileSync, renameSync, rmSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";

const names = ["trace", "debug", "info", "warning", "error", "critical", "off"] as const;
const off = names.indexOf("off");

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function stamp(now: Date): string {
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  const time = [two(now.getHours()), two(now.getMinutes()), two(now.getSeconds())].join(":");
  return `${day} ${time}.${String(now.getMilliseconds()).padStart(3, "0")}`;
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/** Appends lines to a file at once, so that whoever reads the file sees them; rotates by size. */
export class Logger {
  private level = names.indexOf("info");
  private formatted = true;
  private closed = false;

  constructor(
    _kind: string,
    private readonly name: string,
    private readonly file: string,
    private readonly maxBytes: number,
    private readonly maxFiles: number,
  ) {}

  trace(text: string): void {
    this.write(0, text);
  }

  debug(text: string): void {
    this.write(1, text);
  }

  info(text: string): void {
    this.write(2, text);
  }

  warn(text: string): void {
    this.write(3, text);
  }

  error(text: string): void {
    this.write(4, text);
  }

  critical(text: string): void {
    this.write(5, text);
  }

  getLevel(): number {
    return this.level;
  }

  setLevel(level: number): void {
    this.level = level;
  }

  /** The one pattern that VS Code sets is the one written here. */
  setPattern(_pattern: string): void {
    this.formatted = true;
  }

  clearFormatters(): void {
    this.formatted = false;
  }

  /** Nothing is held back, so there is nothing to flush. */
  flush(): void {}

  drop(): void {
    this.closed = true;
  }

  private write(level: number, text: string): void {
    if (this.closed || this.level === off || level < this.level) {
      return;
    }
    try {
      if (sizeOf(this.file) > this.maxBytes) {
        this.rotate();
      }
      appendFileSync(this.file, this.formatted ? `${stamp(new Date())} [${names[level]}] ${text}\n` : text);
    } catch (error) {
      process.stderr.write(`The log "${this.name}" could not be written: ${String(error)}\n`);
      this.closed = true;
    }
  }

  private rotate(): void {
    const ending = extname(this.file);
    const numbered = (number: number): string =>
      number === 0
        ? this.file
        : join(dirname(this.file), `${basename(this.file, ending)}.${number}${ending}`);
    rmSync(numbered(this.maxFiles - 1), { force: true });
    for (let number = this.maxFiles - 2; number >= 0; number -= 1) {
      if (sizeOf(numbered(number)) > 0) {
        renameSync(numbered(number), numbered(number + 1));
      }
    }
  }
}

/** Every line is written at once: there is no level from which to flush. */
export function setFlushOn(_level: number): void {}

/** Levels are set on each logger by VS Code; a global one is not used. */
export function setLevel(_level: number): void {}

/** As in the native module: makes the folder first. */
export async function createAsyncRotatingLogger(
  name: string,
  file: string,
  maxBytes: number,
  maxFiles: number,
): Promise<Logger> {
  await mkdir(dirname(file), { recursive: true });
  return new Logger("rotating_async", name, file, maxBytes, maxFiles);
}

export { createAsyncRotatingLogger as createRotatingLogger };
