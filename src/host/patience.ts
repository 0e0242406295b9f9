/** What became of work that somebody else does: a value, or why there is none. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: string };

/** Waits for work, but no longer than this; never rejects. Work that is late goes on, unheard. */
export async function outcomeWithin<Value>(
  work: Thenable<Value>,
  milliseconds: number,
): Promise<Outcome<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome<Value>>((resolve) => {
    timer = setTimeout(
      () => resolve({ ok: false, why: `no answer within ${milliseconds / 1000} s` }),
      milliseconds,
    );
  });
  const done = Promise.resolve(work).then(
    (value): Outcome<Value> => ({ ok: true, value }),
    (error: unknown): Outcome<Value> => ({ ok: false, why: String(error) }),
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
