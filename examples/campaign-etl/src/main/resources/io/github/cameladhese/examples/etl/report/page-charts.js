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
    labels: rows.map(row => short(label(row, width < 480), width < 480 ? 14 : 32)),
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
