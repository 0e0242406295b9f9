/** Calls `work` until it succeeds, waiting twice as long after each failure; the last failure is thrown. */
export async function retry<T>(work: () => Promise<T>, attempts = 4, firstWaitMs = 200): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, firstWaitMs * 2 ** (attempt - 1)));
    }
  }
}
