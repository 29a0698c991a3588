/** The name under which the limiter's processor is registered. */
export const LIMITER_PROCESSOR = 'rhythmic-limiter';
