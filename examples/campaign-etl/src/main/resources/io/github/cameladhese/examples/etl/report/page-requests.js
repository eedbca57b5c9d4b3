// Both charts have seconds since the start from left to right, and their axes one below the other.
const runSeconds = Math.max((data.endedAt - data.startedAt) / 1000, data.requests.cellMillis / 1000);
const axis = {type: 'linear', min: 0, max: runSeconds, border: {display: false}, title: {display: true,
  text: 'time since the start'}, ticks: {maxRotation: 0, autoSkip: true, autoSkipPadding: 24, callback: at => duration(at)},
  afterBuildTicks: scale => {
    const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200];
    const step = steps.find(seconds => runSeconds / seconds <= 9) || 86400;
    scale.ticks = Array.from({length: Math.floor(runSeconds / step) + 1}, (ignored, i) => ({value: i * step}));
  }};
const left = width => scale => { scale.width = width < 480 ? 74 : 118; };

const requestRate = () => {
  const {requests, startedAt} = data;
  const cell = requests.cellMillis / 1000;
  const total = sum(requests.perCell, count => count);
  const points = requests.perCell.map((count, i) => {
    const seconds = Math.max(cell / 4, Math.min(cell, runSeconds - i * cell)); // the last one is not over
    return {x: i * cell + seconds / 2, y: count / seconds, from: i * cell, count};
  });
  if (total === 0) return empty('requests-chart', 'No request was sent.');
  chart('requests-chart', 230, 'Line: requests per second; the table below has the numbers.', width => ({
    type: 'line',
    data: {datasets: [{data: points, borderColor: color('accent'), backgroundColor: color('accent-soft'), fill: true,
      borderWidth: 1.8, pointRadius: points.length < 3 ? 3 : 0, pointHitRadius: 8}]},
    options: {
      layout: {padding: {right: 16}},
      interaction: {mode: 'nearest', axis: 'x', intersect: false},
      scales: {x: axis, y: {beginAtZero: true, afterFit: left(width), border: {display: false},
        title: {display: width >= 480, text: 'requests / s'}, ticks: {maxTicksLimit: 6}}},
      plugins: {tooltip: {callbacks: {title: items => clock.format(startedAt + items[0].parsed.x * 1000),
        label: item => decimal.format(item.parsed.y) + ' requests per second'}}}
    }
  }));
  id('requests-chart').append(details('As a table', table([
    ['From', row => clock.format(startedAt + row.from * 1000), 'text'],
    ['Requests', row => row.count],
    ['Per second', row => row.y]], points)));
};

const tokenLives = () => {
  const {tokens, startedAt} = data;
  const total = sum(data.requests.perCell, count => count);
  const lives = tokens.lives.map(life => ({...life, x: [(life.from - startedAt) / 1000, (life.to - startedAt) / 1000]}));
  id('tokens-text').textContent = plural(total, 'request', 'requests') + ' to the API, those that were sent again too, with '
    + plural(tokens.fetched, 'token', 'tokens') + '. A token is renewed about half-way, so two may overlap. The page knows'
    + ' when tokens came and end, not the tokens.'
    + (tokens.failed ? ' ' + plural(tokens.failed, 'fetch', 'fetches') + ' brought none.' : '')
    + (tokens.rejected ? ' The API refused ' + plural(tokens.rejected, 'token', 'tokens') + ' before its end.' : '');
  if (lives.length === 0) return empty('tokens-chart', 'No token came.');
  // A token goes into the first line of its realm that is free by then.
  const lines = [];
  lives.sort((one, other) => one.realm < other.realm ? -1 : one.realm > other.realm ? 1 : one.from - other.from)
    .forEach(life => {
      const free = lines.find(line => line.realm === life.realm && line.lives[line.lives.length - 1].to <= life.from);
      if (free) free.lives.push(life);
      else lines.push({realm: life.realm, lives: [life]});
    });
  const shown = lines.slice(0, 30);
  if (lines.length > 30) id('tokens-text').append(' Drawn are those of the first realms; the table has more.');
  const most = Math.max(...shown.map(line => line.lives.length));
  const label = life => clock.format(life.from) + ' – ' + clock.format(life.to);
  const lifeLabels = {
    id: 'lifeLabels',
    afterDatasetsDraw: drawn => {
      const {ctx, chartArea} = drawn;
      ctx.save();
      ctx.fillStyle = color('card');
      ctx.font = '600 11.5px ' + Chart.defaults.font.family;
      ctx.textBaseline = 'middle';
      drawn.data.datasets.forEach((set, nth) => drawn.getDatasetMeta(nth).data.forEach((bar, i) => {
        const life = shown[i].lives[nth];
        if (!life) return;
        const from = Math.max(bar.base, chartArea.left);
        const text = 'fetched ' + clock.format(life.from) + ', expires ' + clock.format(life.to);
        if (ctx.measureText(text).width + 16 < Math.min(bar.x, chartArea.right) - from) ctx.fillText(text, from + 8, bar.y);
      }));
      ctx.restore();
    }
  };
  chart('tokens-chart', 62 + 30 * shown.length, 'Bars: from when until when tokens were good; the table below has the times.',
    width => ({
      type: 'bar',
      data: {
        labels: shown.map((line, i) => i > 0 && shown[i - 1].realm === line.realm ? ''
          : short(line.realm, width < 480 ? 9 : 15)),
        datasets: Array.from({length: most}, (ignored, nth) => ({data: shown.map(line => line.lives[nth]?.x ?? null),
          backgroundColor: color('token'), borderRadius: 3, borderSkipped: false, grouped: false, barPercentage: 0.8,
          categoryPercentage: 0.9}))
      },
      options: {
        indexAxis: 'y',
        layout: {padding: {right: 16}},
        scales: {x: axis, y: {afterFit: left(width), grid: {display: false}, border: {display: false},
          ticks: {autoSkip: false, color: color('ink')}}},
        plugins: {tooltip: {callbacks: {title: items => shown[items[0].dataIndex].realm,
          label: item => label(shown[item.dataIndex].lives[item.datasetIndex])}}}
      },
      plugins: [lifeLabels]
    }));
  id('tokens-chart').append(details('As a table'
    + (tokens.fetched > lives.length ? ' (' + lives.length + ' of ' + whole(tokens.fetched) + ')' : ''), table([
    ['Realm', life => life.realm, 'text'],
    ['Fetched', life => clock.format(life.from)],
    ['Expires', life => clock.format(life.to)],
    ['Lifetime', life => duration((life.to - life.from) / 1000)],
    ['Outlasts the run by', life => life.to > data.endedAt ? duration((life.to - data.endedAt) / 1000) : '–']], lives)));
};
