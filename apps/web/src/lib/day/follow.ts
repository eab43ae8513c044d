import type { Occupancy } from './occupancy.ts';

export type Contact = 'none' | 'live' | 'lost';

interface Told {
  onNews: (news: Occupancy) => void;
  onContact: (contact: Contact) => void;
}

/** Listens to the day until the returned function is called. The browser itself connects again after a break. */
export function follow(stream: string, { onNews, onContact }: Told): () => void {
  const source = new EventSource(stream);
  source.addEventListener('open', () => onContact('live'));
  source.addEventListener('error', () => onContact('lost'));
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    onContact('live');
    onNews(JSON.parse(data) as Occupancy);
  });
  return () => source.close();
}
