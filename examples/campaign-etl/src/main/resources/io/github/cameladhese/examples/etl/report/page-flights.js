const flights = () => {
  const {flights: found, today} = data.findings;
  const rows = [...found].sort((one, other) => one.startsOn < other.startsOn ? -1 : one.startsOn > other.startsOn ? 1
    : one.id - other.id);
  const around = data.aroundDays;
  id('flights-text').append('First to last day of '
    + (rows.length < 40 ? plural(rows.length, 'campaign', 'campaigns') : 'the 40 campaigns with the largest budget')
    + ' among those that are on within ' + around + ' days of today, ' + day(today) + '.'
    + (rows.some(row => !row.endsOn) ? ' Those without a last day go on to the edge.' : ''));
  if (rows.length === 0) return empty('flights-chart', 'No campaign is on within ' + around + ' days of today.');
  id('flights-legend').append(...['planned', 'running', 'ended'].map(state => {
    const entry = element('li', '');
    entry.append(element('i', '', state), state);
    return entry;
  }));
  const now = dayNumber(today);
  const from = Math.max(now - 150, Math.min(now - around, ...rows.map(row => dayNumber(row.startsOn))));
  const to = Math.min(now + 150, Math.max(now + around, ...rows.map(row => row.endsOn ? dayNumber(row.endsOn) + 1 : 0)));
  const name = (row, narrow) => named(row.realm, row.name || 'Campaign ' + row.id, narrow);
  const span = row => day(row.startsOn) + ' – ' + (row.endsOn ? day(row.endsOn) : 'no last day');
  const todayLine = {
    id: 'todayLine',
    afterDatasetsDraw: ({ctx, chartArea, scales}) => {
      const x = scales.x.getPixelForValue(now + 0.5);
      ctx.save();
      ctx.strokeStyle = ctx.fillStyle = color('alarm');
      ctx.setLineDash([4, 3]);
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top - 4);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.textAlign = 'center';
      ctx.font = '600 12px ' + Chart.defaults.font.family;
      ctx.fillText('today', x, chartArea.top - 9);
      ctx.restore();
    }
  };
  chart('flights-chart', 60 + 19 * rows.length,
    'Timeline of ' + plural(rows.length, 'campaign', 'campaigns') + '; the table below has their days.',
    width => ({
      type: 'bar',
      data: {
        labels: rows.map(row => short(name(row, width < 480), width < 480 ? 15 : 34)),
        datasets: [{data: rows.map(row => [dayNumber(row.startsOn), row.endsOn ? dayNumber(row.endsOn) + 1 : to]),
          backgroundColor: rows.map(row => color(row.state)), borderRadius: 3, borderSkipped: false,
          barPercentage: 0.75, categoryPercentage: 0.9}]
      },
      options: {
        indexAxis: 'y',
        layout: {padding: {top: 20, right: 8}},
        scales: {
          x: {min: from, max: to, border: {display: false}, grid: {color: color('grid')},
            afterBuildTicks: scale => {
              const ticks = [];
              const first = new Date(from * DAY);
              for (let month = 0; ; month++) {
                const value = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1) / DAY;
                if (value > to) break;
                if (value >= from) ticks.push({value});
              }
              scale.ticks = ticks;
            },
            ticks: {maxRotation: 0, callback: value => utcMonth.format(value * DAY)}},
          y: {grid: {display: false}, border: {display: false},
            ticks: {autoSkip: false, color: color('ink'), font: {size: 11}}}
        },
        plugins: {tooltip: {callbacks: {title: items => name(rows[items[0].dataIndex]), label: item => {
          const row = rows[item.dataIndex];
          return [span(row) + ', ' + row.state, (row.advertiser || 'no advertiser') + ', budget ' + whole(row.amount)];
        }}}}
      },
      plugins: [todayLine]
    }));
  id('flights-chart').append(details('As a table', table([
    ['Campaign', name, 'text'],
    ['Advertiser', row => row.advertiser || '–', 'text'],
    ['First day', row => day(row.startsOn)],
    ['Last day', row => day(row.endsOn)],
    ['Status', row => row.state],
    ['Budget', row => whole(row.amount)]], rows)));
};
