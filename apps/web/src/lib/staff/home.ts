type May = readonly string[];

/** Pages of the organiser and the right each needs, in the order of the menu. */
export const staffPages = [
  { path: '/organise', needs: 'occupancy.read' },
  { path: '/organise/exhibitors', needs: 'application.review' },
  { path: '/organise/halls', needs: 'booth.place' },
  { path: '/organise/programme', needs: 'programme.write' },
  { path: '/organise/meetings', needs: 'programme.write' },
  { path: '/organise/parties', needs: 'booking.assist' },
  { path: '/organise/classes', needs: 'booking.assist' },
  { path: '/organise/mail', needs: 'message.read' },
  { path: '/organise/surveys', needs: 'survey.read' },
  { path: '/organise/figures', needs: 'figure.read' },
  { path: '/organise/web', needs: 'figure.read' },
  { path: '/organise/evaluation', needs: 'evaluation.read' },
  { path: '/organise/published', needs: 'figure.publish' },
  { path: '/organise/exports', needs: 'figure.read' },
] as const;

/** Where somebody begins after signing in: with the first thing that account is for. */
export function homeOf(may: May, roles: readonly string[]): string {
  if (may.includes('application.own')) return '/exhibit';
  if (may.includes('class.own')) return '/school';
  if (roles.includes('door')) return '/on-site/door';
  if (roles.includes('host')) return '/on-site/stand';
  if (may.includes('figure.read') && !may.includes('evaluation.read')) return '/organise/evaluation/sheets';
  const evaluating = may.includes('evaluation.read') && !may.includes('occupancy.read');
  if (evaluating) return '/organise/evaluation';
  return staffPages.find(({ needs }) => may.includes(needs))?.path ?? '/programme';
}
