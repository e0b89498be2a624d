/// What the person wants, from four places: a flag, else its environment variable, else its key in
/// the configuration file, else the default. All three share one name.
///
/// ```text
///   --data-dir  ▶  SOTTO_DATA_DIR  ▶  data-dir in sotto.properties  ▶  $XDG_STATE_HOME/sotto
/// ```
///
/// Not here: what a setting means.
package sotto.node.settings;
