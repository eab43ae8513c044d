/** A time at a station that may be given. All times are milliseconds since 1970. */
export interface SplitSlot {
  readonly id: string;
  readonly activityId: string;
  readonly placeId: string | null;
  readonly hallId: string | null;
  readonly startsAt: number;
  readonly endsAt: number;
  /** All places of the slot, taken or not: what `mostShare` is a share of, so that it does not shrink as others book. */
  readonly places: number;
  /** Places that may be given now. What the `kept` groups of the classes asked about hold counts as free. */
  readonly free: number;
}

/** 3 is a first wish. Everything not wished is 0, and given only when nothing wished is to be had. */
export type SplitWeight = 1 | 2 | 3;

export interface SplitWish {
  readonly activityId: string;
  readonly weight: SplitWeight;
}

export interface SplitGroup {
  /** From 1. A group keeps its number when the class is split again. */
  readonly no: number;
  readonly size: number;
  /** Slot ids in the order of time. */
  readonly visits: readonly string[];
}

export interface SplitClass {
  readonly id: string;
  readonly pupils: number;
  /** When the class is in the hall. */
  readonly from: number;
  readonly to: number;
  /** Visits wished for each group, 1 to 3. */
  readonly visits: number;
  /** Groups of this class at most, when smaller than the setting (adapted school: 4). */
  readonly groupSize?: number;
  readonly wishes: readonly SplitWish[];
  /** From an earlier answer; may be empty. What still holds is not moved. */
  readonly kept: readonly SplitGroup[];
}

export interface SplitSettings {
  readonly groupSize: number;
  /** Between two places in one hall. */
  readonly walkMinutes: number;
  /** Between halls, and where a hall is not known. */
  readonly walkBetweenHallsMinutes: number;
  /** Of a station's places over the class's window, 0 to 1, that one class may take. */
  readonly mostShare: number;
}

export interface SplitInput {
  readonly slots: readonly SplitSlot[];
  readonly classes: readonly SplitClass[];
  readonly settings: SplitSettings;
}

/**
 * given: so many groups go there. Otherwise why so many groups do not:
 * closed: no slot lies within the class's time; too_big: no slot ever has places for the group;
 * share: the class has its share of the station, or a group of its own at each time that is left;
 * full: others have the places; no_time: there are places, but not when the group is free to go;
 * enough: the group already makes as many visits as asked for.
 */
export type SplitCause = 'given' | 'closed' | 'too_big' | 'share' | 'full' | 'no_time' | 'enough';

export interface SplitReason {
  /** Null speaks of groups that visit nothing at all. */
  readonly activityId: string | null;
  readonly weight: SplitWeight | 0;
  readonly cause: SplitCause;
  readonly groups: number;
}

export interface SplitAnswer {
  readonly classId: string;
  readonly groups: readonly SplitGroup[];
  readonly reasons: readonly SplitReason[];
  /** 0 to 1: the weights of what the pupils visit, of the best that their wishes allow. Without wishes: visits made of visits asked for. */
  readonly score: number;
}

export interface SplitProgress {
  readonly done: number;
  readonly of: number;
}

export interface SplitWatch {
  /** Called between steps, at most some twenty times a second. */
  readonly onProgress?: (progress: SplitProgress) => void;
  /** The split rejects with the signal's reason at its next step. */
  readonly signal?: AbortSignal;
}
