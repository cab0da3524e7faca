/* front: see front.h. Knows lines and values, not what they mean. */
#include "doc/front.h"

#include "base/u8.h"
#include "doc/finding.h"
#include "doc/vec.h"
#include "doc/yaml.h"

static const struct {
	const char *name;
	bool list;
} keys[FRONT_KEYS] = {
	[FRONT_FORMAT] = {"format", false},
	[FRONT_TYP] = {"typ", false},
	[FRONT_STIL] = {"stil", false},
	[FRONT_REGION] = {"region", false},
	[FRONT_ORGAN] = {"organ", false},
	[FRONT_ORGAN_KORT] = {"organ-kort", false},
	[FRONT_ORGAN_GENITIV] = {"organ-genitiv", false},
	[FRONT_PROFIL] = {"profil", false},
	[FRONT_AVDELNING] = {"avdelning", false},
	[FRONT_DOKUMENT_ID] = {"dokument-id", false},
	[FRONT_VERSION] = {"version", false},
	[FRONT_REFERENS] = {"referens", false},
	[FRONT_DATUM] = {"datum", false},
	[FRONT_TID] = {"tid", false},
	[FRONT_PLATS] = {"plats", false},
	[FRONT_BESLUTANDE] = {"beslutande", true},
	[FRONT_ERSATTARE] = {"ersättare", true},
	[FRONT_FOREDRAGANDE] = {"föredragande", true},
	[FRONT_TJANSTEPERSONER] = {"tjänstepersoner", true},
	[FRONT_OVRIGA] = {"övriga", true},
	[FRONT_SEKRETERARE] = {"sekreterare", true},
	[FRONT_JUSTERARE] = {"justerare", true},
	[FRONT_JUSTERING] = {"justering", false},
	[FRONT_FORINFORMATION] = {"förinformation", true},
	[FRONT_AJOURNERINGAR] = {"ajourneringar", true},
	[FRONT_EXTRA] = {"extra", false},
	[FRONT_PLATSER] = {"platser", false},
	[FRONT_LEDAMOTER] = {"ledamöter", true},
	[FRONT_DNR_SERIE] = {"dnr-serie", false},
	[FRONT_LISTA_FASTA] = {"lista-fasta", true},
};

/* The order in a register is another one than in a draft. */
static const enum front_key register_order[] = {FRONT_FORMAT, FRONT_TYP, FRONT_ORGAN,
	FRONT_ORGAN_KORT, FRONT_ORGAN_GENITIV, FRONT_REGION, FRONT_STIL, FRONT_PROFIL, FRONT_PLATSER,
	FRONT_SEKRETERARE, FRONT_LEDAMOTER, FRONT_ERSATTARE, FRONT_DNR_SERIE, FRONT_LISTA_FASTA};

enum { UNORDERED = 1000 };

const char *front_key_name(enum front_key key)
{
	return key < FRONT_KEYS ? keys[key].name : NULL;
}

enum front_key front_key_find(struct span name)
{
	for (enum front_key k = 0; k < FRONT_KEYS; k++)
		if (span_is(name, keys[k].name))
			return k;
	return FRONT_UNKNOWN;
}

bool front_key_is_list(enum front_key key)
{
	return key < FRONT_KEYS && keys[key].list;
}

const struct front_field *front_field(const struct front *f, enum front_key key)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->field[i].key == key)
			return &f->field[i];
	return NULL;
}

struct span front_get(const struct front *f, enum front_key key)
{
	const struct front_field *field = front_field(f, key);

	return field && field->n ? field->value[0].text : SPAN_NONE;
}

static bool is_register(const struct front *f)
{
	return span_is(front_get(f, FRONT_TYP), "organ");
}

static int rank_of(bool of_register, enum front_key key)
{
	if (key >= FRONT_KEYS)
		return UNORDERED;
	if (!of_register)
		return (int)key;
	for (size_t i = 0; i < sizeof register_order / sizeof *register_order; i++)
		if (register_order[i] == key)
			return (int)i;
	return 100 + (int)key;
}

int front_rank(const struct front *f, enum front_key key)
{
	return rank_of(is_register(f), key);
}

/* Keys are typed with capitals now and then; those are read all the same. */
static enum front_key find_folded(struct span name)
{
	enum front_key key = front_key_find(name);
	size_t n;
	char *folded;

	if (key != FRONT_UNKNOWN || name.n > 40)
		return key;
	folded = u8_fold(name.p, name.n, &n);
	key = front_key_find(span_make(folded, n));
	free(folded);
	return key;
}

struct reader {
	struct front *front;
	struct arena *arena;
	struct findings *log;
	struct span src;
	struct vec fields, values, raws;
	bool open; /* the last field may get more lines */
};

static struct front_field *last_field(struct reader *r)
{
	return r->fields.n ? vec_at(&r->fields, r->fields.n - 1) : NULL;
}

static void close_field(struct reader *r)
{
	struct front_field *f = last_field(r);

	if (!f || !r->open)
		return;
	f->n = r->values.n;
	f->value = vec_take(&r->values, r->arena);
	r->open = false;
}

static void add_value(struct reader *r, struct span raw, int line)
{
	struct front_value v = {.line = line, .where = {(size_t)(raw.p - r->src.p), raw.n}};

	v.text = yaml_read(raw, r->arena);
	if (yaml_quoted(raw) == front_plain(v.text))
		findings_add(r->log, FAULT_FRONT_QUOTE, line, 1, raw);
	*(struct front_value *)vec_push(&r->values) = v;
}

/* `key: value` or `key:`; the value is absent in the second form. */
static bool split_key(struct span line, struct span *name, struct span *value)
{
	const char *colon = line.n ? memchr(line.p, ':', line.n) : NULL;

	if (!colon || colon == line.p || line.p[0] == ' ' || line.p[0] == '-' || line.p[0] == '#')
		return false;
	*name = span_sub(line, 0, (size_t)(colon - line.p));
	*value = span_from(line, name->n + 1);
	if (memchr(name->p, ' ', name->n) || memchr(name->p, '\t', name->n))
		return false;
	if (value->n && value->p[0] != ' ' && value->p[0] != '\t' &&
		find_folded(*name) == FRONT_UNKNOWN)
		return false;
	*value = span_trim(*value);
	if (!value->n)
		*value = SPAN_NONE;
	return true;
}

static bool split_item(struct span line, struct span *value)
{
	struct span t = span_trim(line);

	if (!span_starts(t, "- ") && !span_is(t, "-"))
		return false;
	*value = span_trim(span_from(t, 1));
	return true;
}

static void add_field(struct reader *r, struct span name, struct span value, int line)
{
	struct front_field *f;
	enum front_key key = find_folded(name);

	close_field(r);
	if (key == FRONT_UNKNOWN)
		findings_add(r->log, FAULT_FRONT_UNKNOWN, line, 1, name);
	f = vec_push(&r->fields);
	*f = (struct front_field){.key = key, .name = name, .line = line, .list = !value.p};
	f->where.at = (size_t)(name.p - r->src.p);
	r->open = true;
	if (value.p)
		add_value(r, value, line);
}

/* One line, where the front matter may end without "---": false when it can't
 * belong to it. */
static bool add_line(struct reader *r, struct span line, int nr, bool closed)
{
	struct front_field *f = last_field(r);
	struct span name, value, trimmed = span_trim(line);

	if (!trimmed.n)
		return true;
	if (split_key(line, &name, &value)) {
		if (!closed && find_folded(name) == FRONT_UNKNOWN)
			return false;
		add_field(r, name, value, nr);
		return true;
	}
	if (f && r->open && split_item(line, &value) && value.n) {
		if (!f->list)
			f->list = true;
		if (!span_starts(line, "  - ") || line.p + 4 != value.p)
			findings_add(r->log, FAULT_FRONT_LINE, nr, 1, line);
		add_value(r, value, nr);
		return true;
	}
	if (!closed && !split_item(line, &value))
		return false;
	findings_add(r->log, FAULT_FRONT_LINE, nr, 1, line);
	*(struct front_raw *)vec_push(&r->raws) =
		(struct front_raw){.text = line, .field = (int)r->fields.n - 1, .line = nr};
	return true;
}

static struct span without_blanks(struct span line)
{
	while (line.n && strchr(" \t\r", line.p[line.n - 1]) && line.p[line.n - 1])
		line.n--;
	return line;
}

static size_t find_end(struct span src, size_t at)
{
	struct span rest = span_from(src, at), line;

	while (span_line(&rest, &line))
		if (span_is(without_blanks(line), "---"))
			return (size_t)(line.p - src.p);
	return (size_t)-1;
}

static void check_form(struct reader *r)
{
	struct front *f = r->front;
	bool seen[FRONT_KEYS] = {false}, of_register = is_register(f);
	int rank = -1;

	for (size_t i = 0; i < f->n; i++) {
		struct front_field *x = &f->field[i];
		int now = rank_of(of_register, x->key);

		if (x->key == FRONT_UNKNOWN)
			continue;
		if (seen[x->key])
			findings_add(r->log, FAULT_FRONT_TWICE, x->line, 1, x->name);
		else if (now < rank)
			findings_add(r->log, FAULT_FRONT_ORDER, x->line, 1, x->name);
		if (!span_is(x->name, keys[x->key].name))
			findings_add(r->log, FAULT_FRONT_UNKNOWN, x->line, 1, x->name);
		if (x->n == 0 || x->list != keys[x->key].list)
			findings_add(r->log, FAULT_FRONT_LIST, x->line, 1, x->name);
		seen[x->key] = true;
		rank = now > rank ? now : rank;
	}
}

void front_parse(struct front *out, struct span src, struct arena *a, struct findings *log)
{
	struct reader r = {.front = out, .arena = a, .log = log, .src = src,
		.fields = VEC(struct front_field), .values = VEC(struct front_value),
		.raws = VEC(struct front_raw)};
	size_t start = span_starts(src, "\xEF\xBB\xBF") ? 3 : 0, end, at;
	struct span rest = span_from(src, start), line;
	int nr = 1;

	*out = (struct front){.where = {start, 0}};
	if (!span_line(&rest, &line) || !span_is(without_blanks(line), "---")) {
		findings_add(log, FAULT_FRONT_NONE, 1, 1, SPAN_NONE);
		return;
	}
	at = (size_t)(line.p - src.p);
	end = find_end(src, (size_t)(rest.p - src.p));
	out->closed = end != (size_t)-1;
	at = (size_t)(rest.p - src.p);
	while (span_line(&rest, &line)) {
		struct front_field *f;

		nr++;
		if ((size_t)(line.p - src.p) == end) {
			at = (size_t)(rest.p - src.p);
			break;
		}
		/* without "---" it ends where something else begins */
		if (!out->closed && !span_trim(line).n)
			break;
		if (!add_line(&r, without_blanks(line), nr, out->closed))
			break;
		at = (size_t)(rest.p - src.p);
		f = last_field(&r);
		if (f)
			f->where.n = at - f->where.at;
	}
	close_field(&r);
	out->n = r.fields.n;
	out->field = vec_take(&r.fields, a);
	out->nraw = r.raws.n;
	out->raw = vec_take(&r.raws, a);
	out->present = out->closed || out->n > 0;
	out->where.n = out->present ? at - start : 0;
	if (!out->present)
		findings_add(log, FAULT_FRONT_NONE, 1, 1, SPAN_NONE);
	else if (!out->closed)
		findings_add(log, FAULT_FRONT_OPEN, 1, 1, SPAN_NONE);
	if (!out->present)
		out->nraw = 0;
	check_form(&r);
	vec_release(&r.values);
}

/* ---------------------------------------------------------------- writing */

static void write_raws(struct str *out, const struct front *f, int field)
{
	size_t lo = 0, hi = f->nraw;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (f->raw[mid].field < field)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < f->nraw && f->raw[lo].field == field; lo++) {
		str_addspan(out, f->raw[lo].text);
		str_addc(out, '\n');
	}
}

static void write_value(struct str *out, const struct front_value *v)
{
	front_add_value(out, v->canonical.p ? v->canonical : v->text);
}

static void write_field(struct str *out, const struct front *f, size_t i)
{
	const struct front_field *x = &f->field[i];
	bool known = x->key != FRONT_UNKNOWN;
	bool list = x->n > 1 || (known ? keys[x->key].list : x->list);

	if (x->n || !known) {
		if (known)
			str_adds(out, keys[x->key].name);
		else
			str_addspan(out, x->name);
		str_addc(out, ':');
		if (x->n && !list) {
			str_addc(out, ' ');
			write_value(out, &x->value[0]);
		}
		str_addc(out, '\n');
	}
	for (size_t k = 0; list && k < x->n; k++) {
		str_adds(out, "  - ");
		write_value(out, &x->value[k]);
		str_addc(out, '\n');
	}
	write_raws(out, f, (int)i);
}

struct place {
	int rank;
	size_t index;
};

static int by_rank(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

void front_write(struct str *out, const struct front *f)
{
	struct place *place;
	bool sorted = true, of_register = is_register(f);
	int rank = -1;

	if (!f->present)
		return;
	place = mem_array(f->n, sizeof *place);
	for (size_t i = 0; i < f->n; i++) {
		place[i] = (struct place){rank_of(of_register, f->field[i].key), i};
		if (place[i].rank == UNORDERED)
			continue;
		sorted = sorted && place[i].rank >= rank;
		rank = place[i].rank;
	}
	/* an unknown key stays where it is as long as nothing must move */
	if (!sorted)
		qsort(place, f->n, sizeof *place, by_rank);
	str_adds(out, "---\n");
	write_raws(out, f, -1);
	for (size_t i = 0; i < f->n; i++)
		write_field(out, f, place[i].index);
	str_adds(out, "---\n");
	free(place);
}
