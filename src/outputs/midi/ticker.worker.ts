/** Says something every so many milliseconds: the browser doesn't throttle timers in workers, hidden page or not. */
self.onmessage = ({ data }: MessageEvent<number>) => {
  setInterval(() => self.postMessage(null), data);
};
