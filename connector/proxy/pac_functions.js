// The functions that every PAC file may call, on top of dnsResolve and myIpAddress.
function isPlainHostName(host) { return host.indexOf(".") < 0; }
function dnsDomainIs(host, domain) {
  return host.length >= domain.length && host.substring(host.length - domain.length) === domain;
}
function localHostOrDomainIs(host, full) { return host === full || full.indexOf(host + ".") === 0; }
function isResolvable(host) { return dnsResolve(host) !== null; }
function dnsDomainLevels(host) { return host.split(".").length - 1; }
function convert_addr(text) {
  var parts = String(text).split(".");
  if (parts.length !== 4) return null;
  var number = 0;
  for (var i = 0; i < 4; ++i) {
    if (!/^\d{1,3}$/.test(parts[i]) || Number(parts[i]) > 255) return null;
    number = number * 256 + Number(parts[i]);
  }
  return number >>> 0;
}
function isInNet(host, net, mask) {
  var address = convert_addr(host);
  if (address === null) {
    var resolved = dnsResolve(host);
    if (resolved === null) return false;
    address = convert_addr(resolved);
  }
  var network = convert_addr(net), bits = convert_addr(mask);
  return network !== null && bits !== null && (address & bits) === (network & bits);
}
function shExpMatch(text, pattern) {
  var p = 0, t = 0, star = -1, from = 0;
  while (t < text.length) {
    if (p < pattern.length && pattern.charAt(p) === "*") {
      star = p++;
      from = t;
    } else if (p < pattern.length && (pattern.charAt(p) === "?" || pattern.charAt(p) === text.charAt(t))) {
      ++p;
      ++t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++from;
    } else {
      return false;
    }
  }
  while (p < pattern.length && pattern.charAt(p) === "*") ++p;
  return p === pattern.length;
}
function alert() {}
(function (global) {
  var days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
  var months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
  function taken(list) {
    var values = Array.prototype.slice.call(list);
    var gmt = values.length > 1 && values[values.length - 1] === "GMT";
    if (gmt) values.pop();
    var now = new Date();
    function part(name) { return gmt ? now["getUTC" + name]() : now["get" + name](); }
    return {values: values, part: part};
  }
  function between(now, from, to) { return from <= to ? from <= now && now <= to : now >= from || now <= to; }
  function halves(values) {
    var half = values.length > 1 ? values.length / 2 : 1;
    return [values.slice(0, half), values.length > 1 ? values.slice(half) : values];
  }
  global.weekdayRange = function () {
    var t = taken(arguments), ends = halves(t.values);
    return between(t.part("Day"), days.indexOf(ends[0][0]), days.indexOf(ends[1][0]));
  };
  global.timeRange = function () {
    var t = taken(arguments), ends = halves(t.values);
    var now = [t.part("Hours"), t.part("Minutes"), t.part("Seconds")].slice(0, ends[0].length);
    function number(parts) { return parts.reduce(function (sum, part) { return sum * 60 + part; }, 0); }
    return between(number(now), number(ends[0]), number(ends[1]));
  };
  global.dateRange = function () {
    var t = taken(arguments), ends = halves(t.values);
    function number(parts, now) {
      var sum = 0;
      parts.forEach(function (part) {
        if (months.indexOf(part) >= 0) sum += (now ? t.part("Month") : months.indexOf(part)) * 32;
        else if (part > 31) sum += (now ? t.part("FullYear") : part) * 384;
        else sum += now ? t.part("Date") : part;
      });
      return sum;
    }
    return between(number(ends[0], true), number(ends[0], false), number(ends[1], false));
  };
})(this);
