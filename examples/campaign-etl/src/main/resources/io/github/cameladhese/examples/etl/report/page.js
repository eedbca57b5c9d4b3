
'use strict';
// Fills the page from the JSON in it. All text goes in as text, never as HTML.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const STATES = ['planned', 'running', 'ended', 'undated', 'deleted'];
  const DAY = 86400000;
  const id = name => document.getElementById(name);
  const number = new Intl.NumberFormat('en-US');
  const decimal = new Intl.NumberFormat('en-US', {maximumFractionDigits: 1});
  const whole = value => number.format(Math.round(value));
  const compact = new Intl.NumberFormat('en-US', {notation: 'compact', maximumSignificantDigits: 3, minimumSignificantDigits: 1});
  const amount = new Intl.NumberFormat('en-US', {notation: 'compact', maximumSignificantDigits: 3, minimumSignificantDigits: 3});
  const inZone = options => new Intl.DateTimeFormat('en-GB', {timeZone: data.zone, ...options});
  const moment = inZone({day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit'});
  const clock = inZone({hour: '2-digit', minute: '2-digit', second: '2-digit'});
  const utcDay = new Intl.DateTimeFormat('en-GB', {timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric'});
  const utcMonth = new Intl.DateTimeFormat('en-GB', {timeZone: 'UTC', month: 'short', year: '2-digit'});
  const dayNumber = iso => Date.parse(iso + 'T00:00:00Z') / DAY;
  const day = iso => iso ? utcDay.format(dayNumber(iso) * DAY) : '–';
  const plural = (count, one, many) => whole(count) + ' ' + (count === 1 ? one : many);
  const sum = (rows, of) => rows.reduce((all, row) => all + of(row), 0);
  const many = data.realms.length > 1;
  const named = (realm, name) => many ? name + ' · ' + realm : name;
  // Names differ at their ends, too.
  const short = (text, most) => text.length > most ? text.slice(0, most - 6) + '…' + text.slice(-5) : text;
  const duration = seconds => {
    const all = Math.round(seconds);
    const parts = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
    return seconds < 60 ? decimal.format(seconds) + ' s'
      : parts[0] ? parts[0] + ' h ' + parts[1] + ' min' : parts[1] + ' min' + (parts[2] ? ' ' + parts[2] + ' s' : '');
  };
  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // Columns: [title, row => value, 'text' or nothing for numbers]
  const table = (columns, rows, group) => {
    const made = document.createElement('table');
    const head = made.createTHead().insertRow();
    columns.forEach(([title, , kind]) => {
      const cell = element('th', title, kind);
      cell.scope = 'col';
      head.append(cell);
    });
    const body = made.createTBody();
    rows.forEach(row => {
      const line = body.insertRow();
      if (group && row.group) {
        const cell = element('th', row.group, 'text');
        cell.colSpan = columns.length;
        line.className = 'realm';
        line.append(cell);
        return;
      }
      columns.forEach(([, value, kind], i) => {
        const content = value(row);
        const shown = typeof content === 'number' ? number.format(Math.round(content * 10) / 10) : content;
        const cell = element(i === 0 ? 'th' : 'td', shown, kind || (content === 0 ? 'zero' : ''));
        if (i === 0) cell.scope = 'row';
        line.append(cell);
      });
    });
    const scroll = element('div', '', 'scroll');
    scroll.append(made);
    return scroll;
  };
  const details = (title, made, open) => {
    const box = document.createElement('details');
    box.open = Boolean(open);
    box.append(element('summary', title), made);
    return box;
  };
  const empty = (place, text) => id(place).append(element('p', text, 'empty'));

  // Charts: each is drawn anew when colours change, since a canvas does not know of them.
  const charts = [];
  let color = () => '';
  const readColors = () => {
    const style = getComputedStyle(document.documentElement);
    color = name => style.getPropertyValue('--' + name).trim();
    Chart.defaults.color = color('soft');
    Chart.defaults.borderColor = color('grid');
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 12;
  };
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.plugins.legend.display = false;
  const chart = (place, height, label, config) => {
    const box = element('div', '', 'canvas');
    box.style.height = height + 'px';
    const canvas = document.createElement('canvas');
    canvas.id = place.replace('-chart', '-canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', label);
    box.append(canvas);
    id(place).append(box);
    charts.push({canvas, config, chart: new Chart(canvas, config(box.clientWidth))});
  };
  const redraw = () => {
    readColors();
    charts.forEach(drawn => {
      drawn.chart.destroy();
      drawn.chart = new Chart(drawn.canvas, drawn.config(drawn.canvas.parentNode.clientWidth));
    });
  };

  // Writes each bar's value at its end.
  const valueLabels = format => ({
    id: 'valueLabels',
    afterDatasetsDraw: drawn => {
      const context = drawn.ctx;
      context.save();
      context.fillStyle = color('ink');
      context.font = '12px ' + Chart.defaults.font.family;
      context.textBaseline = 'middle';
      drawn.getDatasetMeta(0).data.forEach((bar, i) => {
        context.fillText(format(drawn.data.datasets[0].data[i], i), bar.x + 6, bar.y);
      });
      context.restore();
    }
  });
  const bars = (rows, label, value, colors, format, tooltip) => width => ({
    type: 'bar',
    data: {
      labels: rows.map(row => short(label(row), width < 480 ? 18 : 32)),
      datasets: [{data: rows.map(value), backgroundColor: rows.map(row => color(colors(row))), borderRadius: 3,
        barPercentage: 0.8, categoryPercentage: 0.9}]
    },
    options: {
      indexAxis: 'y',
      layout: {padding: {right: 64}},
      scales: {
        x: {beginAtZero: true, ticks: {maxTicksLimit: 5, callback: at => compact.format(at)}, border: {display: false}},
        y: {grid: {display: false}, border: {display: false}, ticks: {color: color('ink'), autoSkip: false}}
      },
      plugins: {tooltip: {callbacks: {title: items => label(rows[items[0].dataIndex]),
        label: item => tooltip(rows[item.dataIndex])}}}
    },
    plugins: [valueLabels(format)]
  });

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
    const name = row => named(row.realm, row.advertiser || '(no name)');
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
    const name = row => named(row.realm, row.name || 'Campaign ' + row.id);
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
          labels: rows.map(row => short(name(row), width < 480 ? 15 : 34)),
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

  // Both charts have seconds since the start from left to right, and their axes one below the other.
  const rates = () => {
    const {requests, tokens, startedAt} = data;
    const cell = requests.cellMillis / 1000;
    const length = Math.max((data.endedAt - startedAt) / 1000, cell);
    const total = sum(requests.perCell, count => count);
    const points = requests.perCell.map((count, i) => ({x: (i + 0.5) * cell, y: count / cell}));
    const lives = tokens.lives.map(life => ({...life, x: [(life.from - startedAt) / 1000, (life.to - startedAt) / 1000]}));
    id('tokens-text').textContent = plural(total, 'request', 'requests') + ' to the API, those that were sent again too, with '
      + plural(tokens.fetched, 'token', 'tokens') + '. A token is renewed about half-way, so two may overlap. The page knows'
      + ' when tokens came and end, not the tokens.'
      + (tokens.failed ? ' ' + plural(tokens.failed, 'fetch', 'fetches') + ' brought none.' : '')
      + (tokens.rejected ? ' The API refused ' + plural(tokens.rejected, 'token', 'tokens') + ' before its end.' : '');
    const axis = {type: 'linear', min: 0, max: length, border: {display: false}, title: {display: true,
      text: 'time since the start'}, ticks: {maxRotation: 0, autoSkip: true, autoSkipPadding: 24, callback: at => duration(at)},
      afterBuildTicks: scale => {
        const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200];
        const step = steps.find(seconds => length / seconds <= 9) || 86400;
        scale.ticks = Array.from({length: Math.floor(length / step) + 1}, (ignored, i) => ({value: i * step}));
      }};
    const left = width => scale => { scale.width = width < 480 ? 74 : 118; };
    if (total === 0) empty('requests-chart', 'No request was sent.');
    else {
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
        ['From', row => clock.format(startedAt + (row.x - cell / 2) * 1000), 'text'],
        ['Requests', row => Math.round(row.y * cell)],
        ['Per second', row => row.y]], points)));
    }
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
            : short(line.realm, width < 480 ? 10 : 15)),
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

  readColors();
  header();
  streams();
  id('unread').hidden = !data.findings.problem;
  id('unread').append(element('p', data.findings.problem));
  statuses();
  budgets();
  flights();
  rates();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  // Print has the light colours, and another width.
  matchMedia('print').addEventListener('change', redraw);
})();
