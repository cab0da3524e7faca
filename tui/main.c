/* main: the program paragraf. */
int main(void)
{
	return 0;
}
