/* banned: calls that are errors in this project, included before every file.
 * Each has a safer one: str_add, snprintf, span_int, span_split. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol strncpy strncat gets

#endif
