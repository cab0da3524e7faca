/* session_other: see session_other.h. */
#include "screens/session_other.h"

void session_other_set(struct session *s, struct span text, const char *what)
{
	str_clear(&s->other);
	str_addspan(&s->other, text);
	s->other_what = what;
	s->has_other = true;
}

void session_other_release(struct session *s)
{
	str_release(&s->other);
}
