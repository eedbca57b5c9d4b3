const header = () => {
  const failed = data.realms.filter(realm => realm.failure);
  id('when').textContent = 'Run of ' + moment.format(data.startedAt) + ' (' + data.zone + '), from ' + data.source + ' to '
    + data.target;
  id('verdict').textContent = failed.length === 0
    ? (many ? 'All ' + data.realms.length + ' realms were copied.' : 'Realm ' + data.realms[0].name + ' was copied.')
    : failed.length + ' of ' + plural(data.realms.length, 'realm', 'realms') + ' failed.';
  id('verdict').classList.toggle('bad', failed.length > 0);
  id('note').hidden = !data.note;
  id('note').textContent = data.note;
  id('failures').hidden = failed.length === 0;
  id('failures').append(element('h2', 'What failed, and why'),
    ...failed.map(realm => element('p', realm.name + ': ' + realm.failure)));
  const all = of => sum(data.realms, realm => sum(realm.streams, of));
  const tokens = sum(data.realms, realm => realm.tokenRequests);
  id('tiles').append(...[
    [whole(all(stream => stream.rows)), 'records read'],
    [whole(all(stream => stream.added)), 'new'],
    [whole(all(stream => stream.changed)), 'changed'],
    [whole(all(stream => stream.deleted)), 'deleted'],
    [whole(sum(data.realms, realm => realm.apiRequests)), 'API requests'],
    [whole(tokens), tokens === 1 ? 'token request' : 'token requests'],
    [duration(data.copiedInMillis / 1000), 'to copy']
  ].map(([value, title]) => {
    const tile = document.createElement('li');
    tile.append(element('b', value), element('span', title));
    return tile;
  }));
};

const streams = () => {
  const odd = ['late', 'outdated', 'duplicate', 'quarantined']
    .filter(name => data.realms.some(realm => realm.streams.some(stream => stream[name] > 0)));
  const rows = data.realms.flatMap(realm => [
    {group: realm.name + (realm.failure ? ' – failed, so not complete' : '') + ' – '
      + plural(realm.apiRequests, 'API request', 'API requests') + ', '
      + plural(realm.tokenRequests, 'token request', 'token requests')},
    ...realm.streams]);
  id('streams').append(table([
    ['Stream', row => row.name, 'text'],
    ['Rows', row => row.rows],
    ['New', row => row.added],
    ['Changed', row => row.changed],
    ['Deleted', row => row.deleted],
    ['Unchanged', row => row.unchanged],
    ...odd.map(name => [name[0].toUpperCase() + name.slice(1), row => row[name]])
  ], rows, true));
};

const statuses = () => {
  const found = data.findings.statuses;
  const every = STATES.map(state => ({state, count: sum(found, row => row[state])}));
  const rows = every.filter(row => row.count > 0 || row.state === 'running');
  const total = sum(rows, row => row.count);
  id('status-text').textContent = 'All ' + plural(total, 'campaign', 'campaigns') + ' in the tables, '
    + (many ? 'of the realms of this run, ' : '') + 'on ' + day(data.findings.today)
    + '. The status is derived from first and last day; the API names none.';
  if (total === 0) return empty('status-chart', 'There are no campaigns.');
  const title = row => row.state === 'undated' ? 'no first day' : row.state;
  chart('status-chart', 60 + 46 * rows.length, 'Bars: ' + rows.map(row => title(row) + ' ' + whole(row.count)).join(', '),
    bars(rows, title, row => row.count, row => row.state, value => whole(value),
      row => plural(row.count, 'campaign', 'campaigns')));
  const one = found.length === 1;
  id('status-chart').append(details('As a table', one
    ? table([['Status', title, 'text'], ['Campaigns', row => row.count]], every)
    : table([['Realm', row => row.realm, 'text'], ...every.map(({state}) => [title({state}), row => row[state]])], found),
  one));
};

const budgets = () => {
  const {budgets: rows, total} = data.findings;
  const rest = total.advertisers - rows.length;
  id('budget-text').append(element('span', 'Invented fields', 'tag'), ' Volume × cpm / 1,000 of '
    + plural(total.priced, 'booking', 'bookings') + ', ' + whole(total.amount)
    + ' in all, in whatever currency cpm has.'
    + (total.bookings > total.priced
      ? ' ' + plural(total.bookings - total.priced, 'booking has', 'bookings have') + ' no volume or no cpm.' : '')
    + (rest > 0 ? ' The largest ' + rows.length + ' of ' + whole(total.advertisers) + ' advertisers.' : ''));
  if (rows.length === 0) return empty('budget-chart', 'There are no bookings.');
  const name = (row, narrow) => named(row.realm, row.advertiser || '(no name)', narrow);
  const all = rest > 0 ? [...rows, {advertiser: 'All ' + whole(rest) + ' others', others: true,
    bookings: total.bookings - sum(rows, row => row.bookings), amount: total.amount - sum(rows, row => row.amount)}] : rows;
  chart('budget-chart', 50 + 23 * rows.length,
    'Bars: booked budget by advertiser, the largest first; the table below has the numbers.',
    bars(rows, name, row => row.amount, () => 'accent', value => amount.format(value),
      row => whole(row.amount) + ' in ' + plural(row.bookings, 'booking', 'bookings')));
  id('budget-chart').append(details('As a table', table([
    ['Advertiser', row => row.others ? row.advertiser : name(row), 'text'],
    ['Bookings', row => row.bookings],
    ['Budget', row => whole(row.amount)]], all)));
};
