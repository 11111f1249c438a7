// The program of the package declares what this catalog states. Resources of your own may be declared below.
module.exports = require("__package__");
