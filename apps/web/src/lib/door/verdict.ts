import type { checkTicket, Reply } from '@vagval/contract';

export type TicketVerdict = Reply<typeof checkTicket>;

/** Each answer has its own colour, shape, word and sound; colour alone says nothing. */
export function toneOf({ verdict }: Pick<TicketVerdict, 'verdict'>): 'yes' | 'late' | 'no' {
  if (verdict === 'welcome') return 'yes';
  return verdict === 'already_in' ? 'late' : 'no';
}

const notes = { yes: [660, 880], late: [440, 440], no: [330, 220] };

/** Two short notes: up for welcome, level for already in, down for no. Silent where the phone allows no sound. */
export function sound(tone: 'yes' | 'late' | 'no'): void {
  const audio = new AudioContext();
  notes[tone].forEach((frequency, at) => {
    const oscillator = audio.createOscillator();
    oscillator.frequency.value = frequency;
    oscillator.connect(audio.destination);
    oscillator.start(audio.currentTime + at * 0.16);
    oscillator.stop(audio.currentTime + at * 0.16 + 0.13);
  });
  setTimeout(() => void audio.close(), 600);
}
