readColors();
header();
streams();
id('unread').hidden = !data.findings.problem;
id('unread').append(element('p', data.findings.problem));
statuses();
budgets();
flights();
requestRate();
tokenLives();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
// Print has the light colours, and another width.
matchMedia('print').addEventListener('change', redraw);
