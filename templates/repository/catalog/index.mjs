// The program of the package declares what this catalog states. Resources of your own may be declared below.
import program from "__package__";

export default program;
