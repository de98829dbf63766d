/** The child's side of the conversation: each message gets one answer, or the reason why there is none. */

export function answerMessages<Message extends object>(
  answer: (message: Message) => Promise<object> | object,
  stop: () => Promise<void> | void = () => undefined,
): void {
  process.on('message', async (message: Message | { stop: true }) => {
    if ('stop' in message) {
      await stop();
      process.disconnect();
      return;
    }
    try {
      process.send?.(await answer(message));
    } catch (error) {
      process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  // Whoever started this process is gone: nobody is left to ask it anything.
  process.on('disconnect', () => process.exit());
}

export function usage(): { cpu_seconds: number; rss_megabytes: number } {
  const { user, system } = process.cpuUsage();
  return { cpu_seconds: (user + system) / 1e6, rss_megabytes: process.memoryUsage.rss() / 1e6 };
}
