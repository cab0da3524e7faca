/* wire: how requests and answers of the store stand in bytes. Both sides of the
 * socket use this file; store.h holds the meaning. */
#ifndef STORE_WIRE_H
#define STORE_WIRE_H

#include "base/mem.h"
#include "store/store.h"

/* Reads a request. Strings point into `a` or into `bytes`. -1: no request of ours. */
int wire_read_request(struct store_request *out, struct span bytes, struct arena *a);
/* The answer: an error (code ERR_NONE: none) and the values known all the same. */
void wire_add_answer(struct str *out, const struct store_answer *a, const struct err *err);

#endif
