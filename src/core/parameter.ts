/** Describes one parameter to everybody who shows it, sets it, maps it or explains it. */
export interface Parameter {
  readonly label: string;
  /** '' for a pure number. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly default: number;
  /** Names for the values min, min+1, ... where the parameter is a choice. */
  readonly choices?: readonly string[];
  /** What it belongs to where parameters are shown in groups: a sound of the kit, say. Without: the whole instrument. */
  readonly group?: string;
  /** One sentence for a person. */
  readonly doc: string;
}
