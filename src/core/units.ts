/**
 * The units that signatures speak in. Aliases, not brands: they cost nothing and a reader needs no comment.
 * Every time is in seconds on one clock per run, the *stream clock* (see ARCHITECTURE.md), unless its name says otherwise.
 */

/** Time or duration in seconds. On the stream clock: when the shutter saw it, not when somebody noticed. */
export type Seconds = number;
/** Duration in milliseconds; for people and for browser APIs only. */
export type Milliseconds = number;
/** Beats a minute. */
export type Bpm = number;
/** Events or samples a second. */
export type Hertz = number;
/** 0..1, both ends included. */
export type Unit = number;
/** Decibels relative to full scale or to unity gain. */
export type Decibels = number;
/** A count of audio samples since the AudioContext started. */
export type SampleFrame = number;
/** A position in beats since the tracker locked; 2.25 is one 16th after beat 2. */
export type BeatPosition = number;
/** A length in torso lengths (mid-shoulder to mid-hip of the dancer, about half a metre). */
export type Torsos = number;
/** Speed in torso lengths a second. */
export type TorsosPerSecond = number;
