'use strict';
// Fills the page from the JSON in it: the files page-…js are one script. All text goes in as text, never as HTML.
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
const named = (realm, name, narrow) => many && !narrow ? name + ' · ' + realm : name;
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
