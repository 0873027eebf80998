/** Which figures stand first, in which order, and which stand for what the media brought. */

/** The headline of every board: scale first, then what became of it. The first is the one that is read out. */
export const HEADLINE = [
  'session_count',
  'participant_visits',
  'activity_count',
  'school_count',
  'vocational_people_count',
  'enterprise_count',
  'case_count',
  'manuscript_count',
] as const

export const MEDIA_LEVELS = ['media_national_count', 'media_provincial_count', 'media_municipal_count'] as const

/** Figures that the board follows live: the headline and the media levels. */
export const FOLLOWED: string[] = [...HEADLINE, ...MEDIA_LEVELS]
