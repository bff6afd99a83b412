/**
 * Charts and image grids. Each is built up by calls that return itself and ends in {@code image()},
 * a {@link java.awt.image.BufferedImage} that a notebook shows. Nothing here knows models or the
 * engine.
 *
 * <p>Colours are Okabe and Ito's, which readers with any kind of colour vision can tell apart, and
 * never the only difference: lines have dashes, points have shapes. Every chart has a title and
 * named axes.
 */
package org.elbo.plot;
